import type { Context } from 'hono';
import * as z from 'zod';
import { Change, type Event, EventId, type Tombstone } from '../../../shared/events/event.ts';
import type { EventFilter, EventSort } from '../../../shared/events/event-store.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { EventList, FullEvent, ListedEvent, listed, PublicReport, publicReport } from '../presented.ts';
import { answerProblem, ProblemError, problemOf } from '../problem.ts';
import { FILTERS, filterOf, PAGING } from '../query.ts';
import { answerJson, defineRoute } from '../route.ts';

const FIELDS = Object.keys(ListedEvent.shape) as [string, ...string[]];

const ListQuery = {
  ...FILTERS,
  ...PAGING,
  fields: z
    .array(z.enum(FIELDS))
    .min(1)
    .max(40)
    .optional()
    .meta({ description: 'Only these members; the id is always there.' }),
};

export const eventRoutes = (deps: Deps) => [
  defineRoute({
    path: '/v1/events',
    operationId: 'listEvents',
    summary: 'Events, newest first',
    tag: 'events',
    query: ListQuery,
    answers: { type: 'application/json', schema: EventList },
    async run(c, { limit, cursor, sort, fields, ...filters }) {
      const filter = filterOf(filters);
      const list = { ...filter, sort };
      const after = cursor ? readCursor(cursor, list) : undefined;
      const page = await deps.events.list(filter, { sort: sort as EventSort, limit, after });
      const next = page.next && writeCursor(page.next, list);
      const data = page.items.map((event) => listed(deps.baseUrl, event));
      const links = linkHeader(c, deps.baseUrl, next);
      if (fields)
        return answerJson(c, z.unknown(), { data: data.map((event) => pick(event, fields)), next }, links);
      return answerJson(c, EventList, { data, next }, links);
    },
  }),
  defineRoute({
    path: '/v1/events/:id',
    operationId: 'getEvent',
    summary: 'One event with its reports and why each was believed',
    tag: 'events',
    query: {},
    answers: { type: 'application/json', schema: FullEvent },
    errors: [404, 410],
    run: (c) =>
      withEvent(c, deps, '', async (event) => {
        const reports = await deps.events.reports(event.id);
        const sourcesList = reports.slice(0, 1000).map(publicReport);
        return answerJson(c, FullEvent, {
          ...event,
          url: `${deps.baseUrl}/v1/events/${event.id}`,
          sourcesList,
        });
      }),
  }),
  defineRoute({
    path: '/v1/events/:id/sources',
    operationId: 'listEventSources',
    summary: 'The reports of one event',
    tag: 'events',
    query: {},
    answers: {
      type: 'application/json',
      schema: z.object({ data: z.array(PublicReport).max(1000), next: z.null() }).meta({ id: 'SourceList' }),
    },
    errors: [404, 410],
    run: (c) =>
      withEvent(c, deps, '/sources', async ({ id }) => {
        const data = (await deps.events.reports(id)).slice(0, 1000).map(publicReport);
        return answerJson(c, z.object({ data: z.array(PublicReport), next: z.null() }), { data, next: null });
      }),
  }),
  defineRoute({
    path: '/v1/events/:id/history',
    operationId: 'listEventHistory',
    summary: 'What changed about one event, in order',
    tag: 'events',
    query: {},
    answers: {
      type: 'application/json',
      schema: z.object({ data: z.array(Change).max(1000), next: z.null() }).meta({ id: 'HistoryList' }),
    },
    errors: [404],
    async run(c) {
      const data = (await deps.events.history(idOf(c))).slice(-1000);
      if (data.length === 0) throw new ProblemError('not-found', 'No event has this id.');
      return answerJson(c, z.object({ data: z.array(Change), next: z.null() }), { data, next: null });
    },
  }),
];

const pick = (event: ListedEvent, fields: string[]) =>
  Object.fromEntries(Object.entries(event).filter(([name]) => name === 'id' || fields.includes(name)));

/** RFC 8288; the same filters, absolute. */
const linkHeader = (c: Context, baseUrl: string, next: string | null): Record<string, string> => {
  const { pathname, searchParams } = new URL(c.req.url);
  const at = (cursor: string | null): string => {
    const query = new URLSearchParams(searchParams);
    if (cursor) query.set('cursor', cursor);
    else query.delete('cursor');
    return `${baseUrl}${pathname}${query.size > 0 ? `?${query}` : ''}`;
  };
  const links = [`<${at(null)}>; rel="first"`, ...(next ? [`<${at(next)}>; rel="next"`] : [])];
  return { link: links.join(', ') };
};

const idOf = (c: Context): string => {
  const id = EventId.safeParse(c.req.param('id'));
  if (!id.success) throw new ProblemError('not-found', 'No event has this id.');
  return id.data;
};

/** Answers for the event, or for what became of it: 308 to the survivor of a merge, 410 with the reason. */
const withEvent = async (
  c: Context,
  deps: Deps,
  suffix: string,
  answer: (event: Event) => Promise<Response>,
): Promise<Response> => {
  const found = await deps.events.get(idOf(c));
  if (!found) throw new ProblemError('not-found', 'No event has this id.');
  if ('event' in found) return answer(found.event);
  return gone(c, deps, found.tombstone, `/v1/events/${found.tombstone.into}${suffix}`);
};

export const gone = (c: Context, { baseUrl }: Deps, { into, reason }: Tombstone, target: string): Response =>
  into ? c.redirect(`${baseUrl}${target}`, 308) : answerProblem(c, problemOf(baseUrl, 'retracted', reason));

/** All events under a filter, page by page; exports, feeds and counts read them so. */
export async function* allEvents(deps: Pick<Deps, 'events'>, filter: EventFilter, sort: EventSort = '-date') {
  for (let after: Parameters<Deps['events']['list']>[1]['after']; ; ) {
    const page = await deps.events.list(filter, { sort, limit: 200, after });
    yield* page.items;
    if (!page.next) return;
    after = page.next;
  }
}
