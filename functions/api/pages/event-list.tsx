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

const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** How sure it is, in words: who tells it, and how many of them. */
export const sureness = ({ confirmed, outlets, reports, stateOnly, origins }: EventSummary): string => {
  if (reports === 0)
    return `told by ${joined(origins.map((origin) => strings.originsLong[origin].toLowerCase()))}`;
  const told = outlets === 1 ? 'one outlet' : `${outlets} outlets`;
  return `${confirmed ? 'confirmed' : 'unconfirmed'}, ${told}${stateOnly ? ', state media only so far' : ''}`;
};

export const CategoryMark: FC<{ event: EventSummary }> = ({ event: { category } }) => (
  <span class={`cat ${category}`}>{strings.categories[category]}</span>
);

export const Origins: FC<{ event: EventSummary }> = ({ event: { origins } }) => (
  <>
    {origins.map((origin) => (
      <span class={`tag ${origin}`}>{strings.origins[origin]}</span>
    ))}
  </>
);

/** Titles end with their date; beside a date of its own it would be said twice. */
export const undated = ({ title, eventStart, eventEnd, grain }: EventSummary): string => {
  const date = `, ${dateWords(eventStart, eventEnd, grain)}`;
  return title.endsWith(date) ? title.slice(0, -date.length) : title;
};

/** The event by its title, without the date that stands beside it. */
export const EventLink: FC<{ event: EventSummary }> = ({ event }) => (
  <a class="t" href={`/events/${event.id}`}>
    {undated(event)}
  </a>
);

const Item: FC<{ event: EventSummary }> = ({ event }) => (
  <li>
    <When event={event} />
    <div>
      <EventLink event={event} />
      <p class="meta">
        <CategoryMark event={event} />
        <Origins event={event} />
        {typeName(event.type)}
        {event.status === 'done' ? '' : `, ${strings.statuses[event.status]}`}; {sureness(event)}
      </p>
    </div>
  </li>
);

export const EventList: FC<{ events: EventSummary[] }> = ({ events }) => (
  <ol class="events">
    {events.map((event) => (
      <Item event={event} />
    ))}
  </ol>
);

/** Runs of events with the same year, in the order given. */
const byYear = (events: EventSummary[]): [string, EventSummary[]][] => {
  const runs: [string, EventSummary[]][] = [];
  for (const event of events) {
    const year = event.eventStart.slice(0, 4);
    const run = runs.at(-1);
    if (run?.[0] === year) run[1].push(event);
    else runs.push([year, [event]]);
  }
  return runs;
};

type TimelineProps = {
  events: EventSummary[];
  /** Whether the list has a heading of its own above it. */
  headed: boolean;
  /** The newest event that the article tells; a line is drawn above it. */
  articleEnds: string | null;
};

/** The list by years; it shows where the article stops. */
export const Timeline: FC<TimelineProps> = ({ events, headed, articleEnds }) => (
  <>
    {byYear(events).map(([year, run]) => (
      <>
        {headed ? <h3 class="year">{year}</h3> : <h2 class="year">{year}</h2>}
        <ol class="events">
          {run.map((event) => (
            <>
              {event.id === articleEnds && <li class="end">{strings.home.articleEnds}</li>}
              <Item event={event} />
            </>
          ))}
        </ol>
      </>
    ))}
  </>
);
