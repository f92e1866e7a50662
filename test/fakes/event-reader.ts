import type { Change, Event, EventSummary, Tombstone } from '../../shared/events/event.ts';
import { matches } from '../../shared/events/event-filter.ts';
import type { EventReader, EventSort, PageKey } from '../../shared/events/event-store.ts';
import { sortKeys } from '../../shared/events/postings.ts';

/** The reading half of the store over a list of changes; later changes may be added while it is in use. */
export type EventReaderFake = EventReader & {
  put(event: Event): void;
  bury(tombstone: Tombstone): void;
  /** How often the list and the head were read. */
  reads: { list: number; head: number; changes: number };
};

const keyOf = (event: EventSummary, sort: EventSort): PageKey => {
  const { date, updated, score } = sortKeys(event);
  return { key: sort === '-updatedAt' ? updated : sort === '-score' ? score : date, id: event.id };
};

const compare = (a: PageKey, b: PageKey): number => {
  const [left, right] = [`${a.key}#${a.id}`, `${b.key}#${b.id}`];
  return left < right ? -1 : left > right ? 1 : 0;
};

export const eventReader = (events: Event[] = []): EventReaderFake => {
  const changes: Change[] = [];
  const reads = { list: 0, head: 0, changes: 0 };
  const current = (): Map<string, Change> => new Map(changes.map((change) => [change.id, change]));
  const add = (id: string, rest: Pick<Change, 'kind' | 'event' | 'tombstone'>, at: string): void => {
    changes.push({ seq: changes.length + 1, at, id, why: 'a test', ...rest });
  };
  const reader: EventReaderFake = {
    reads,
    put: (event) =>
      add(
        event.id,
        { kind: current().has(event.id) ? 'updated' : 'created', event, tombstone: null },
        event.updatedAt,
      ),
    bury: (tombstone) => add(tombstone.id, { kind: tombstone.kind, event: null, tombstone }, tombstone.at),
    async head() {
      reads.head++;
      return { seq: changes.length, updatedAt: changes.at(-1)?.at ?? null };
    },
    async get(id) {
      const found = current().get(id);
      if (!found) return undefined;
      return found.event
        ? { event: found.event }
        : found.tombstone
          ? { tombstone: found.tombstone }
          : undefined;
    },
    async list(filter, { sort, limit, after }) {
      reads.list++;
      const direction = sort === 'date' ? 1 : -1;
      const found = [...current().values()]
        .flatMap(({ event }) => event ?? [])
        .filter((event) => matches(filter, event))
        .sort((a, b) => compare(keyOf(a, sort), keyOf(b, sort)) * direction)
        .filter((event) => !after || compare(keyOf(event, sort), after) * direction > 0);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, next: last && found.length > limit ? keyOf(last, sort) : null };
    },
    reports: async () => [],
    async changes(since, limit) {
      reads.changes++;
      return changes.filter(({ seq }) => seq > since).slice(0, limit);
    },
    history: async (id) => changes.filter((change) => change.id === id),
  };
  for (const event of events) reader.put(event);
  return reader;
};
