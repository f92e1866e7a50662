import type { EventSummary } from './event.ts';
import type { EventFilter, EventSort } from './event-store.ts';
import { fold, searchTerms } from './search-terms.ts';

/** No event is told to last longer (days): lists by date need not look further back than this. */
export const LONGEST_EVENT = 3 * 366;

const among = <T>(wanted: readonly T[] | undefined, has: readonly T[]): boolean =>
  !wanted || wanted.length === 0 || wanted.some((value) => has.includes(value));

/** Country codes of the parties: `RU`, `CN`, and the ISO 3166 code of a third one (`THIRD.IR`). */
export const countriesOf = ({ actors }: EventSummary): string[] => [
  ...new Set(actors.map(({ id, side }) => (side === 'THIRD' ? (id.split('.')[1] ?? id) : side))),
];

/** Whether a list shows an event under a filter; the one meaning of every filter, whatever index is read. */
export const matches = (filter: EventFilter, event: EventSummary): boolean =>
  matchesCode(filter, event) &&
  matchesSource(filter, event) &&
  (!filter.from || event.eventEnd >= filter.from) &&
  (!filter.to || event.eventStart <= filter.to) &&
  (!filter.updatedSince || event.updatedAt >= filter.updatedSince) &&
  (filter.minConfidence === undefined || event.confidence >= filter.minConfidence) &&
  (!filter.q || matchesText(filter.q, event));

const matchesCode = (filter: EventFilter, event: EventSummary): boolean =>
  (filter.messages || event.type !== 'message') &&
  among(filter.category, [event.category]) &&
  among(filter.type, [event.type]) &&
  among(filter.status, [event.status]) &&
  among(
    filter.actor,
    event.actors.map(({ id }) => id),
  ) &&
  among(filter.country, countriesOf(event)) &&
  among(filter.series, event.series ? [event.series] : []);

const matchesSource = (filter: EventFilter, event: EventSummary): boolean =>
  among(filter.origin, event.origins) &&
  among(filter.source, event.sources) &&
  among(filter.lang, event.langs) &&
  among(filter.tier, event.groups);

/** Every term of the query must occur in the title, a place, a series or an actor's name. */
const matchesText = (q: string, event: EventSummary): boolean => {
  const text = fold(
    [event.title, event.place, event.series, ...event.actors.map(({ name }) => name)].join(' '),
  );
  return searchTerms(q).every((term) => term.some((one) => text.includes(one)));
};

/** The one index that a filtered list reads: the narrowest that holds everything the filter may show. */
export const indexFor = (filter: EventFilter, sort: EventSort): string => {
  if (sort === '-updatedAt') return 'updated';
  if (sort === '-score') return 'score';
  const only = <T>(values: T[] | undefined): T | undefined => (values?.length === 1 ? values[0] : undefined);
  const series = only(filter.series);
  if (series) return `series#${series}`;
  const actor = only(filter.actor);
  if (actor) return `actor#${actor}`;
  const type = only(filter.type);
  if (type) return `type#${type}`;
  const origin = only(filter.origin);
  if (origin && origin !== 'live') return `origin#${origin}`;
  return filter.messages ? 'all' : 'main';
};
