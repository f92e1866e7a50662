import type { FC } from 'hono/jsx';
import { dateWords } from '../../../shared/events/date-words.ts';
import type { EventSummary } from '../../../shared/events/event.ts';
import { strings, typeName } from './strings.ts';

/** `datetime` no more precise than what is known: a month stays a month. */
export const machineDate = ({ eventStart, eventEnd, grain }: EventSummary): string => {
  if (eventStart.endsWith('-01-01') && eventEnd.endsWith('-12-31')) return eventStart.slice(0, 4);
  return grain === 'month' ? eventStart.slice(0, 7) : eventStart;
};

export const When: FC<{ event: EventSummary }> = ({ event }) => (
  <time datetime={machineDate(event)}>{dateWords(event.eventStart, event.eventEnd, event.grain)}</time>
);

export const sureness = ({ confirmed, outlets, reports, stateOnly, origins }: EventSummary): string => {
  if (reports === 0)
    return `told by ${origins.map((origin) => strings.origins[origin].toLowerCase()).join(' and ')}`;
  const told = outlets === 1 ? 'one outlet' : `${outlets} outlets`;
  return `${confirmed ? 'confirmed' : 'unconfirmed'}, ${told}${stateOnly ? ', state media only' : ''}`;
};

export const Tags: FC<{ event: EventSummary }> = ({ event }) => (
  <>
    <span class={`tag ${event.category}`}>{strings.categories[event.category]}</span>
    {event.origins.map((origin) => (
      <span class={`tag ${origin}`}>{strings.origins[origin]}</span>
    ))}
  </>
);

export const EventList: FC<{ events: EventSummary[]; start?: number }> = ({ events }) => (
  <ol class="events">
    {events.map((event) => (
      <li class={event.category}>
        <When event={event} />
        <a class="t" href={`/events/${event.id}`}>
          {event.title.replace(/, [^,]*\d{4}$/, '')}
        </a>
        <p class="small">
          <Tags event={event} />
          <span class="soft">
            {typeName(event.type)}, {strings.statuses[event.status]}; {sureness(event)}
          </span>
        </p>
      </li>
    ))}
  </ol>
);
