import type { Context } from 'hono';
import * as z from 'zod';
import { type Event, EventId, type EventSummary, type Tombstone } from '../../../shared/events/event.ts';
import type { EventPage, PageKey } from '../../../shared/events/event-store.ts';
import { neighbourhoodOf, relationsOf } from '../../../shared/events/related.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { pageLinks } from '../links.ts';
import {
  addressOf,
  EventList,
  FullEvent,
  ListedEvent,
  PublicChange,
  PublicReport,
  publicChange,
  publicReport,
} from '../presented.ts';
import { answerProblem, ProblemError, problemOf } from '../problem.ts';
import { FILTERS, type Filters, filterOf, PAGING, type SORTS } from '../query.ts';
import { answerJson, defineRoute, wholeList } from '../route.ts';

const FIELDS = z.enum(Object.keys(ListedEvent.shape) as [keyof typeof ListedEvent.shape]);

const ListQuery = {
  ...FILTERS,
  ...PAGING,
  fields: z.array(FIELDS).min(1).max(40).optional().meta({
    description: 'Only these members of each event; the id is always there, the others are then missing.',
  }),
};

/** With `fields` some members are missing; what is there has the shape that the whole has. */
const SomeEvents = EventList.extend({ data: z.array(ListedEvent.partial().required({ id: true })).max(100) });

const MOST_REPORTS = 1000;
const SourceList = wholeList('SourceList', PublicReport, MOST_REPORTS);
const HistoryList = wholeList('HistoryList', PublicChange);

export const eventRoutes = (deps: Deps) =>
  [
    defineRoute({
      path: '/v1/events',
      operationId: 'listEvents',
      summary: 'Events, newest first',
      description:
        'Events of the article, the chronology and the live record in one list. Several values of one filter are alternatives; different filters must all hold.',
      tag: 'events',
      query: ListQuery,
      answer: { type: 'application/json', schema: EventList },
      async run(c, { limit, cursor, sort, fields, ...filters }) {
        const list = { ...filterOf(filters), sort };
        const after = cursor ? readCursor(cursor, list) : undefined;
        const page = await readPage(deps, filters, { sort, limit, after });
        const next = page.next && writeCursor(page.next, list);
        const data = page.items.map((event) => ({ ...event, ...addressOf(deps.baseUrl, event.id) }));
        const links = pageLinks(c, deps.baseUrl, next);
        return fields
          ? answerJson(c, SomeEvents, { data: data.map((event) => pick(event, fields)), next }, links)
          : answerJson(c, EventList, { data, next }, links);
      },
    }),
    defineRoute({
      path: '/v1/events/:id',
      operationId: 'getEvent',
      summary: 'One event with its reports and why each was believed',
      description:
        'All that is known of one event. A merged event leads to the one that took it up (308); a retracted one is gone, with the reason (410).',
      tag: 'events',
      query: {},
      answer: { type: 'application/json', schema: FullEvent },
      problems: ['not-found', 'retracted'],
      run: (c) =>
        withEvent(c, deps, '', async ({ signature: _, ...event }) => {
          const [reports, near] = await Promise.all([
            deps.events.reports(event.id),
            neighbourhoodOf(deps.catalogue, event),
          ]);
          const reportList = reports.slice(0, MOST_REPORTS).map(publicReport);
          return answerJson(c, FullEvent, {
            ...event,
            ...addressOf(deps.baseUrl, event.id),
            related: relationsOf(event, near),
            reportList,
          });
        }),
    }),
    defineRoute({
      path: '/v1/events/:id/sources',
      operationId: 'listEventSources',
      summary: 'The reports of one event',
      description: 'Each report with outlet, headline, link and the reasons for believing it, newest first.',
      tag: 'events',
      query: {},
      answer: { type: 'application/json', schema: SourceList },
      problems: ['not-found', 'retracted'],
      run: (c) =>
        withEvent(c, deps, '/sources', async ({ id }) => {
          const data = (await deps.events.reports(id)).slice(0, MOST_REPORTS).map(publicReport);
          return answerJson(c, SourceList, { data, next: null });
        }),
    }),
    defineRoute({
      path: '/v1/events/:id/history',
      operationId: 'listEventHistory',
      summary: 'What changed about one event, in order',
      description:
        'Every change of the record, with its reason, oldest first. It stays readable after a retraction.',
      tag: 'events',
      query: {},
      answer: { type: 'application/json', schema: HistoryList },
      problems: ['not-found'],
      async run(c) {
        const history = (await deps.events.history(idOf(c))).slice(-1000);
        if (history.length === 0) throw new ProblemError('not-found', NO_EVENT);
        const data = history.map((change) => publicChange(deps.baseUrl, change));
        return answerJson(c, HistoryList, { data, next: null });
      },
    }),
  ] as const;

type Paging = { sort: (typeof SORTS)[number]; limit: number; after: PageKey | undefined };

/** A first list is answered by an index of the store; words are looked for in memory, and so is all that comes later. */
const readPage = async (deps: Deps, filters: Filters, page: Paging): Promise<EventPage> => {
  const filter = filterOf(filters);
  return filter.q === undefined
    ? deps.catalogue.list(filter, page)
    : (await deps.catalogue.now()).page(filter, page);
};

const pick = (event: ListedEvent, fields: (keyof ListedEvent)[]): Partial<ListedEvent> & { id: string } => ({
  ...Object.fromEntries(Object.entries(event).filter(([name]) => (fields as string[]).includes(name))),
  id: event.id,
});

const NO_EVENT = 'No event has this id.';

const idOf = (c: Context): string => {
  const id = EventId.safeParse(c.req.param('id'));
  if (!id.success) throw new ProblemError('not-found', NO_EVENT);
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
  if (!found) throw new ProblemError('not-found', NO_EVENT);
  return 'event' in found ? answer(found.event) : gone(c, deps, found.tombstone, suffix);
};

const gone = (c: Context, { baseUrl }: Deps, { into, reason }: Tombstone, suffix: string): Response =>
  into
    ? c.redirect(`${baseUrl}/v1/events/${into}${suffix}`, 308)
    : answerProblem(c, problemOf(baseUrl, 'retracted', reason));

/** Every event under the filters of a query, newest first. */
export const selected = async (deps: Deps, filters: Filters): Promise<EventSummary[]> =>
  (await deps.catalogue.now()).select(filterOf(filters));
