import { dateWords } from '../events/date-words.ts';
import type { Change, Event, EventSummary } from '../events/event.ts';
import type { EventReader } from '../events/event-store.ts';
import type { Digest } from './digest.ts';
import type { WeekWindow } from './iso-week.ts';

const PAGE = 1000; // as many entries as one bucket of the change feed holds

/** What a reader of an earlier issue must be told of an event, in words; null when only reports were added. */
export const changeWithin = (history: Change[], { from, to }: WeekWindow): string | null => {
  const told = history.filter(({ at }) => at < from).at(-1)?.event;
  const now = history.filter(({ at }) => at < to).at(-1)?.event;
  return told && now ? difference(told, now) : null;
};

const difference = (told: Event, now: Event): string | null => {
  const changes = [
    told.status !== now.status && `was ${told.status}, is now ${now.status}`,
    when(told) !== when(now) && `dated ${when(now)} (before: ${when(told)})`,
    told.category !== now.category && `now counted as ${now.category} (before: ${told.category})`,
    !told.confirmed && now.confirmed && 'now confirmed',
  ].filter(Boolean);
  return changes.length > 0 ? changes.join('; ') : null;
};

const when = ({ eventStart, eventEnd, grain }: EventSummary): string =>
  dateWords(eventStart, eventEnd, grain);

/**
 * Events withdrawn in the window. The feed is read backwards from its end and only as far as the window's beginning,
 * so that a week costs a week however long the record is.
 */
export const withdrawnWithin = async (
  events: EventReader,
  window: WeekWindow,
): Promise<Digest['withdrawn']> => {
  const gone: Change[] = [];
  const { seq } = await events.head();
  for (let end = seq; end > 0; end -= PAGE) {
    const page = (await events.changes(Math.max(0, end - PAGE), PAGE)).filter((change) => change.seq <= end);
    gone.push(...page.filter(({ kind, at }) => kind === 'retracted' && at >= window.from && at < window.to));
    if (page.every(({ at }) => at < window.from)) break;
  }
  const named = gone.sort((a, b) => a.seq - b.seq).map((change) => namedBy(events, change, window.from));
  return (await Promise.all(named)).flat();
};

/** What came and went within the week was in no issue, so that there is nothing to take back. */
const namedBy = async (
  events: EventReader,
  { id, why }: Change,
  from: string,
): Promise<Digest['withdrawn']> => {
  const shown = (await events.history(id)).filter(({ event }) => event);
  if (!shown.some(({ at }) => at < from)) return [];
  return [{ id, title: shown.at(-1)?.event?.title ?? '', reason: why }];
};
