import { allEvents } from '../../shared/events/all-events.ts';
import { type Change, EventSummary } from '../../shared/events/event.ts';
import { matches } from '../../shared/events/event-filter.ts';
import type {
  EventFilter,
  EventPage,
  EventReader,
  EventSort,
  PageKey,
} from '../../shared/events/event-store.ts';
import { sortKeys } from '../../shared/events/postings.ts';

/** Every event as lists show it, at one position of the journal; newest first. */
export type Catalogue = {
  seq: number;
  updatedAt: string | null;
  all: readonly EventSummary[];
  /** Those under a filter, newest first. */
  select(filter: EventFilter): EventSummary[];
  page(filter: EventFilter, page: { sort: EventSort; limit: number; after?: PageKey | undefined }): EventPage;
};

export type CatalogueReader = {
  /** The record as of now. */
  now(): Promise<Catalogue>;
  /** Whether it is in memory already, so that asking for it costs next to nothing. */
  loaded(): boolean;
  /** A page of the list: from memory where the record is there already, else by an index of the store. */
  list: EventReader['list'];
};

const A_PAGE = 500;
const FAR_BEHIND = 1000; // changes; beyond that reading the list anew is cheaper

/**
 * The whole record in memory, for whatever looks at all of it: counts, exports, search, charts. It is read once and
 * then follows the change feed, so that a question costs one small read while nothing has changed.
 */
export const catalogueOf = (events: EventReader): CatalogueReader => {
  let known: Catalogue | undefined;
  let reading: Promise<Catalogue> | undefined;
  const read = async (): Promise<Catalogue> => {
    const { seq, updatedAt } = await events.head();
    if (known?.seq === seq) return known;
    const before = known && seq - known.seq <= FAR_BEHIND ? known : await readAll(events);
    known = await follow(events, before, seq, updatedAt);
    return known;
  };
  const now = (): Promise<Catalogue> => {
    // Requests that come together wait for the same reading.
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  return {
    now,
    loaded: () => known !== undefined,
    list: async (filter, page) => (known ? (await now()).page(filter, page) : events.list(filter, page)),
  };
};

/** The list may change while it is read: whatever changed since its beginning is applied on top of it. */
const readAll = async (events: EventReader): Promise<Pick<Catalogue, 'seq' | 'all'>> => {
  const { seq } = await events.head();
  return { seq, all: await allEvents(events, { messages: true }, { sort: '-date', limit: A_PAGE }) };
};

const follow = async (
  events: EventReader,
  { seq, all }: Pick<Catalogue, 'seq' | 'all'>,
  target: number,
  updatedAt: string | null,
): Promise<Catalogue> => {
  const byId = new Map(all.map((event) => [event.id, event]));
  let at = seq;
  while (at < target) {
    const changes = await events.changes(at, Math.min(A_PAGE, target - at));
    if (changes.length === 0) break;
    for (const change of changes) apply(byId, change);
    at = changes.at(-1)?.seq ?? target;
  }
  return catalogue(Math.max(at, seq), updatedAt, [...byId.values()]);
};

const apply = (byId: Map<string, EventSummary>, { id, event }: Change): void => {
  if (event) byId.set(id, EventSummary.parse(event));
  else byId.delete(id);
};

const catalogue = (seq: number, updatedAt: string | null, events: EventSummary[]): Catalogue => {
  const orders = new Map<EventSort, EventSummary[]>();
  const inOrder = (sort: EventSort): EventSummary[] => {
    const ordered = orders.get(sort) ?? events.toSorted(comparison(sort));
    orders.set(sort, ordered);
    return ordered;
  };
  return {
    seq,
    updatedAt,
    all: inOrder('-date'),
    select: (filter) => inOrder('-date').filter((event) => matches(filter, event)),
    page: (filter, { sort, limit, after }) => pageOf(inOrder(sort), filter, sort, limit, after),
  };
};

/** The place of an event in an order; equal keys are told apart by id, as in the store. */
const placeOf = (event: EventSummary, sort: EventSort): PageKey => {
  const { date, updated, score } = sortKeys(event);
  return { key: sort === '-updatedAt' ? updated : sort === '-score' ? score : date, id: event.id };
};

const compare = (a: PageKey, b: PageKey): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

const comparison =
  (sort: EventSort) =>
  (a: EventSummary, b: EventSummary): number =>
    compare(placeOf(a, sort), placeOf(b, sort)) * (sort === 'date' ? 1 : -1);

const pageOf = (
  ordered: EventSummary[],
  filter: EventFilter,
  sort: EventSort,
  limit: number,
  after: PageKey | undefined,
): EventPage => {
  const direction = sort === 'date' ? 1 : -1;
  const items: EventSummary[] = [];
  for (const event of ordered) {
    if (after && compare(placeOf(event, sort), after) * direction <= 0) continue;
    if (!matches(filter, event)) continue;
    if (items.length === limit) return { items, next: lastOf(items, sort) };
    items.push(event);
  }
  return { items, next: null };
};

const lastOf = (items: EventSummary[], sort: EventSort): PageKey | null => {
  const last = items.at(-1);
  return last ? placeOf(last, sort) : null;
};
