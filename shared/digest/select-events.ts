import { Category } from '../classification/verdict.ts';
import type { EventSummary } from '../events/event.ts';
import type { WeekWindow } from './iso-week.ts';

const TOP = 5;

export type Selection = {
  top: EventSummary[];
  rest: { category: Category; events: EventSummary[] }[];
  /** Older events touched since the window began; whether they changed within it their history tells. */
  moved: EventSummary[];
  /** Everything first published in the week, telegrams aside. */
  found: EventSummary[];
};

/** Ids that earlier issues carry, and the first instant that an event not yet told may have been seen at. */
export type Told = { told: ReadonlySet<string>; since?: string | undefined };

/**
 * Sorts what the record touched in a week into the parts of an issue.
 * An event belongs to the week in which the tracker first published it, whenever it happened: so each is in one issue.
 */
export const selectEvents = (
  touched: EventSummary[],
  window: WeekWindow,
  { told, since = window.from }: Told = { told: new Set() },
): Selection => {
  const shown = touched.filter(({ origins, type }) => origins.includes('live') && type !== 'message');
  const found = shown
    .filter(({ id, firstSeen }) => !told.has(id) && isIn(firstSeen, { ...window, from: since }))
    .sort(byStanding);
  const moved = shown.filter(
    (event) => event.firstSeen < window.from && event.updatedAt >= window.from && !found.includes(event),
  );
  const rest = Category.options.map((category) => ({
    category,
    events: found.slice(TOP).filter((event) => event.category === category),
  }));
  return {
    top: found.slice(0, TOP),
    rest: rest.filter(({ events }) => events.length > 0),
    moved: moved.sort(bySignificance),
    found,
  };
};

const isIn = (instant: string, { from, to }: WeekWindow): boolean => instant >= from && instant < to;

const bySignificance = (a: EventSummary, b: EventSummary): number =>
  b.significance - a.significance || b.eventStart.localeCompare(a.eventStart) || a.id.localeCompare(b.id);

/** What is confirmed goes first: an issue does not open with what one outlet may have got wrong. */
const byStanding = (a: EventSummary, b: EventSummary): number =>
  Number(b.confirmed) - Number(a.confirmed) || bySignificance(a, b);

const HEADS = new Set(['RU.HEAD', 'CN.HEAD']);

/** Why an event stands among the first, in words, from the fields that the significance rule reads. */
export const whyFirst = ({ actors, outlets, series, ordinal, type }: EventSummary): string => {
  const heads = actors.filter(({ id }) => HEADS.has(id)).length;
  const reasons = [
    heads > 1 ? 'both leaders take part' : heads === 1 ? 'a head of state takes part' : null,
    series ? `${ordinal ? `number ${ordinal} of` : 'part of'} the series ${series}` : null,
    outlets > 1 ? `${outlets} independent outlets report it` : 'one outlet reports it so far',
  ];
  return `${type.replaceAll('_', ' ')}; ${reasons.filter(Boolean).join('; ')}`;
};
