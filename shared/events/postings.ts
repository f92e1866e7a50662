import type { Event, EventSummary } from './event.ts';

/** A place where an event is listed: an index and the key that orders it there. */
export type Posting = { index: string; key: string };

const SCORE_DIGITS = 8;

/** The sort keys of an event; equal ones are told apart by id. */
export const sortKeys = (event: EventSummary) => ({
  date: event.eventStart,
  updated: event.updatedAt,
  score: String(Math.round(event.significance * 1000)).padStart(SCORE_DIGITS, '0'),
});

/** Everywhere that an event is to be found; none for one that was withdrawn. */
export const postingsOf = (event: Event): Posting[] => {
  const { date, updated, score } = sortKeys(event);
  const byDate = [
    'all',
    ...(event.type === 'message' ? [] : ['main']),
    `cat#${event.category}`,
    `type#${event.type}`,
    ...event.origins.map((origin) => `origin#${origin}`),
    ...event.actors.map(({ id }) => `actor#${id}`),
    ...(event.series ? [`series#${event.series}`] : []),
  ];
  return [
    ...[...new Set(byDate)].map((index) => ({ index, key: date })),
    { index: 'updated', key: updated },
    { index: 'score', key: score },
  ];
};
