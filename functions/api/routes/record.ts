import * as z from 'zod';
import { Claim } from '../../../shared/article/claim.ts';
import { LEXICON_VERSION } from '../../../shared/classification/lexicon-version.ts';
import { MODEL_VERSION } from '../../../shared/classification/score.ts';
import { Category } from '../../../shared/classification/verdict.ts';
import type { EventSummary } from '../../../shared/events/event.ts';
import { Change, Origin } from '../../../shared/events/event.ts';
import { Source } from '../../../shared/ingestion/source.ts';
import type { Deps } from '../deps.ts';
import { FILTERS, filterOf } from '../query.ts';
import { answerJson, defineRoute } from '../route.ts';
import { allEvents } from './events.ts';

const listOf = <T extends z.ZodType>(id: string, item: T) =>
  z.object({ data: z.array(item).max(1000), next: z.string().max(600).nullable() }).meta({ id });

const ChangeList = listOf('ChangeList', Change);
const ClaimList = listOf('ClaimList', Claim);

const SourceHealth = Source.extend({
  state: z.enum(['not visited yet', 'answers', 'failing', 'silent', 'off', 'gone']),
  lastSuccess: z.iso.datetime().nullable(),
  lastFailure: z.object({ at: z.iso.datetime(), reason: z.string().max(300) }).nullable(),
  failures: z.int().min(0),
  newestItem: z.iso.datetime().nullable(),
  itemsPerDay: z.number().nullable(),
  itemsRead: z.int().min(0),
  nextVisit: z.iso.datetime().nullable(),
}).meta({ id: 'SourceHealth' });
export type SourceHealth = z.infer<typeof SourceHealth>;
const SourceHealthList = listOf('SourceHealthList', SourceHealth);

const Status = z
  .object({
    version: z.string().max(40),
    lexiconVersion: z.string().max(40),
    modelVersion: z.string().max(40),
    seq: z.int().min(0).meta({ description: 'Position of the change feed.' }),
    updatedAt: z.iso.datetime().nullable(),
    lastRun: z.iso.datetime().nullable().meta({ description: 'Last visit to a source that succeeded.' }),
    stale: z.boolean().meta({ description: 'No source has answered for 24 hours.' }),
    window: z
      .object({ from: z.iso.date().nullable(), to: z.iso.date().nullable() })
      .meta({ description: 'First days of the oldest and the newest event.' }),
    counts: z.record(Origin, z.int().min(0)),
    sources: z.object({ on: z.int().min(0), answering: z.int().min(0), failing: z.int().min(0) }),
    coverage: z
      .array(
        z.object({ from: z.iso.date(), to: z.iso.date(), covered: z.boolean(), note: z.string().max(200) }),
      )
      .max(200),
  })
  .meta({ id: 'Status' });
export type Status = z.infer<typeof Status>;

const Count = z.object({ period: z.string().max(20), group: z.string().max(120), events: z.int().min(0) });
const Stats = z
  .object({ data: z.array(Count).max(20_000), next: z.null(), coverage: Status.shape.coverage })
  .meta({ id: 'Stats' });
const Facet = z.array(z.object({ value: z.string().max(120), events: z.int().min(0) })).max(500);
const Facets = z
  .object({ categories: Facet, types: Facet, origins: Facet, actors: Facet, outlets: Facet, series: Facet })
  .meta({ id: 'Facets' });

export const recordRoutes = (deps: Deps) => [
  defineRoute({
    path: '/v1/changes',
    operationId: 'listChanges',
    summary: 'The change feed in order, for mirrors',
    tag: 'changes',
    query: {
      since: z
        .string()
        .regex(/^\d{1,12}$/, 'a position of the feed, 0 or more')
        .default('0')
        .meta({ description: 'The last position that you have.' }),
      limit: z
        .string()
        .regex(/^\d{1,3}$/, 'a whole number from 1 to 500')
        .transform(Number)
        .pipe(z.int().min(1).max(500))
        .default(100),
      messages: FILTERS.messages,
    },
    answers: { type: 'application/json', schema: ChangeList },
    async run(c, { since, limit, messages }) {
      const changes = await deps.events.changes(Number(since), limit);
      const last = changes.at(-1)?.seq;
      const data = changes.filter(({ event }) => messages || event?.type !== 'message');
      return answerJson(c, ChangeList, {
        data,
        next: changes.length === limit && last ? String(last) : null,
      });
    },
  }),
  defineRoute({
    path: '/v1/stats',
    operationId: 'countEvents',
    summary: 'Counts of events by time and kind, with what was covered',
    tag: 'statistics',
    query: {
      ...FILTERS,
      groupBy: z.enum(['month', 'year', 'decade']).default('year'),
      by: z.enum(['category', 'actor', 'source', 'origin']).default('category'),
    },
    answers: { type: 'application/json', schema: Stats },
    async run(c, { groupBy, by, ...filters }) {
      const events = await collect(deps, filters);
      return answerJson(c, Stats, {
        data: countBy(events, groupBy, by),
        next: null,
        coverage: deps.coverage,
      });
    },
  }),
  defineRoute({
    path: '/v1/facets',
    operationId: 'listFacets',
    summary: 'Values to filter by, with counts',
    tag: 'statistics',
    query: FILTERS,
    answers: { type: 'application/json', schema: Facets },
    async run(c, filters) {
      const events = await collect(deps, filters);
      const facet = (values: (event: EventSummary) => string[]) =>
        tally(events.flatMap(values)).slice(0, 500);
      return answerJson(c, Facets, {
        categories: facet(({ category }) => [category]),
        types: facet(({ type }) => [type]),
        origins: facet(({ origins }) => origins),
        actors: facet(({ actors }) => actors.map(({ id }) => id)),
        outlets: facet(({ sources }) => sources),
        series: facet(({ series }) => (series ? [series] : [])),
      });
    },
  }),
  defineRoute({
    path: '/v1/claims',
    operationId: 'listClaims',
    summary: 'The article’s claims and what came of checking them',
    tag: 'article',
    query: {},
    answers: { type: 'application/json', schema: ClaimList },
    run: async (c) => answerJson(c, ClaimList, { data: deps.claims, next: null }),
  }),
  defineRoute({
    path: '/v1/sources',
    operationId: 'listSources',
    summary: 'The feeds and how each of them does',
    tag: 'sources',
    query: {},
    answers: { type: 'application/json', schema: SourceHealthList },
    run: async (c) =>
      answerJson(
        c,
        SourceHealthList,
        { data: await sourceHealth(deps), next: null },
        { 'cache-control': 'no-cache' },
      ),
  }),
  defineRoute({
    path: '/v1/status',
    operationId: 'getStatus',
    summary: 'How fresh the data are and what they cover',
    tag: 'status',
    query: {},
    answers: { type: 'application/json', schema: Status },
    run: async (c) => answerJson(c, Status, await statusOf(deps), { 'cache-control': 'no-cache' }),
  }),
];

const DAY_MS = 86_400_000;

export const statusOf = async (deps: Deps): Promise<Status> => {
  const [head, health, newest, oldest] = await Promise.all([
    deps.events.head(),
    sourceHealth(deps),
    deps.events.list({ messages: true }, { sort: '-date', limit: 1 }),
    deps.events.list({ messages: true }, { sort: 'date', limit: 1 }),
  ]);
  const lastRun =
    health
      .map(({ lastSuccess }) => lastSuccess)
      .filter((at) => at !== null)
      .sort()
      .at(-1) ?? null;
  const on = health.filter(({ state }) => state !== 'off');
  const counts = { article: 0, chronology: 0, live: 0 };
  for await (const { origins } of allEvents(deps, { messages: true }))
    for (const origin of origins) counts[origin]++;
  return {
    version: deps.version,
    lexiconVersion: LEXICON_VERSION,
    modelVersion: MODEL_VERSION,
    ...head,
    lastRun,
    stale: !lastRun || deps.clock().getTime() - Date.parse(lastRun) > DAY_MS,
    window: { from: oldest.items[0]?.eventStart ?? null, to: newest.items[0]?.eventStart ?? null },
    counts,
    sources: {
      on: on.length,
      answering: on.filter(({ state }) => state === 'answers').length,
      failing: on.filter(({ state }) => state === 'failing').length,
    },
    coverage: deps.coverage,
  };
};

const SILENT_AFTER = 14 * DAY_MS; // an outlet of news that has nothing new for so long answers with an archive

export const sourceHealth = async (deps: Deps): Promise<SourceHealth[]> =>
  (await deps.sources.all()).map(({ source, state }) => ({
    ...source,
    state: stateOf(source.on, state, deps.clock()),
    lastSuccess: state.lastSuccess,
    lastFailure: state.lastFailure,
    failures: state.failures,
    newestItem: state.newestItem,
    itemsPerDay: state.itemsPerDay,
    itemsRead: state.itemsRead,
    nextVisit: source.on ? state.nextVisit : null,
  }));

type State = Awaited<ReturnType<Deps['sources']['all']>>[number]['state'];

const stateOf = (on: boolean, state: State, now: Date): SourceHealth['state'] => {
  if (!on) return 'off';
  if (state.disabled) return 'gone';
  if (state.failures > 0) return 'failing';
  if (!state.lastSuccess) return 'not visited yet';
  return state.newestItem && now.getTime() - Date.parse(state.newestItem) > SILENT_AFTER
    ? 'silent'
    : 'answers';
};

const collect = async (deps: Deps, filters: Parameters<typeof filterOf>[0]): Promise<EventSummary[]> => {
  const events: EventSummary[] = [];
  for await (const event of allEvents(deps, filterOf(filters))) events.push(event);
  return events;
};

const tally = (values: string[]): { value: string; events: number }[] => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, events]) => ({ value, events }))
    .sort((a, b) => b.events - a.events || a.value.localeCompare(b.value));
};

type By = 'category' | 'actor' | 'source' | 'origin';
type Step = 'month' | 'year' | 'decade';

const groupsOf = (event: EventSummary, by: By): string[] => {
  if (by === 'category') return [event.category];
  if (by === 'origin') return event.origins;
  return by === 'actor' ? event.actors.map(({ id }) => id) : event.sources;
};

const periodOf = (day: string, step: Step): string =>
  step === 'month' ? day.slice(0, 7) : step === 'year' ? day.slice(0, 4) : `${day.slice(0, 3)}0s`;

/** Periods between the first and the last event, those without events included. */
const periodsOf = (events: EventSummary[], step: Step): string[] => {
  const days = events.map(({ eventStart }) => eventStart).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const periods: string[] = [];
  for (let year = Number(first.slice(0, 4)), month = Number(first.slice(5, 7)); ; month++) {
    if (month > 12) [year, month] = [year + 1, 1];
    const day = `${year}-${String(month).padStart(2, '0')}`;
    if (day > last.slice(0, 7)) return [...new Set(periods)];
    periods.push(periodOf(day, step));
  }
};

const countBy = (events: EventSummary[], step: Step, by: By): z.infer<typeof Count>[] => {
  const counts = new Map<string, number>();
  const groups =
    by === 'category'
      ? Category.options
      : by === 'origin'
        ? Origin.options
        : tally(events.flatMap((event) => groupsOf(event, by)))
            .slice(0, 20)
            .map(({ value }) => value);
  for (const event of events)
    for (const group of groupsOf(event, by))
      counts.set(
        `${periodOf(event.eventStart, step)} ${group}`,
        (counts.get(`${periodOf(event.eventStart, step)} ${group}`) ?? 0) + 1,
      );
  return periodsOf(events, step).flatMap((period) =>
    groups.map((group) => ({ period, group, events: counts.get(`${period} ${group}`) ?? 0 })),
  );
};
