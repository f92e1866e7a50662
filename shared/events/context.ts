import type { EventSummary } from './event.ts';

const COUNTS = [
  '',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/**
 * What the record knows about an event's place in its series, in a sentence; null outside a series.
 * @param series events of the same series, in any order, the event itself among them.
 */
export const contextOf = (event: EventSummary, series: EventSummary[]): string | null => {
  if (!event.series) return null;
  const before = series
    .filter(({ id, eventStart }) => id !== event.id && eventStart < event.eventStart)
    .sort((a, b) => b.eventStart.localeCompare(a.eventStart));
  const last = before[0];
  const oldest = before.at(-1);
  if (!last || !oldest) return `The first of the series ${event.series} on record.`;
  const position = COUNTS[before.length + 1] ?? `${before.length + 1}th`;
  return `The ${position} of the series ${event.series} on record since ${oldest.eventStart.slice(0, 4)}; the one before began on ${last.eventStart}.`;
};
