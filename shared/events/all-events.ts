import { pagesOf } from '../platform/paging.ts';
import type { EventSummary } from './event.ts';
import type { EventFilter, EventReader, EventSort, PageKey } from './event-store.ts';

/** Every event that a filter lets through, read page by page. */
export const allEvents = async (
  events: Pick<EventReader, 'list'>,
  filter: EventFilter,
  page: { sort: EventSort; limit: number },
): Promise<EventSummary[]> => {
  const all: EventSummary[] = [];
  const ask = (after: PageKey | null) => events.list(filter, { ...page, after: after ?? undefined });
  for await (const { items } of pagesOf(ask)) all.push(...items);
  return all;
};
