import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { contextOf } from '../../../shared/events/context.ts';
import { EventId, type EventSummary } from '../../../shared/events/event.ts';
import type { EventFilter } from '../../../shared/events/event-store.ts';
import { neighbourhoodOf, relationsOf } from '../../../shared/events/related.ts';
import { unreadStretches } from '../../../shared/ingestion/reading-log.ts';
import { tally } from '../counting.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { freshnessOf, sourceHealth } from '../health.ts';
import type { Json } from '../openapi.ts';
import { ArticlePage } from '../pages/article.tsx';
import { seriesOf } from '../pages/chart-data.ts';
import { DigestPage, DigestsPage } from '../pages/digests.tsx';
import { DocsPage } from '../pages/docs.tsx';
import { EventPage, RetractedPage } from '../pages/event.tsx';
import { HomePage } from '../pages/home.tsx';
import { document } from '../pages/layout.tsx';
import { MethodPage } from '../pages/method.tsx';
import { ProblemPage } from '../pages/problem-page.tsx';
import { SeriesPage } from '../pages/series.tsx';
import { SourcesPage } from '../pages/sources.tsx';
import { SubscribePage } from '../pages/subscribe.tsx';
import { type Aside, type Tracks, TracksPage } from '../pages/tracks.tsx';
import { publicReport } from '../presented.ts';
import { PROBLEMS, ProblemError, type ProblemKind } from '../problem.ts';
import { FILTERS, filterOf, PAGING, readQuery } from '../query.ts';
import { eventsOfClaims } from './article.ts';
import { issueOf } from './digests.ts';
import type { PageName } from './pages.ts';
import { accuracyOf } from './status.ts';

const PAGE = 40;

const html = (c: Context, page: Child, status: 200 | 400 | 404 | 405 | 410 | 429 | 500 = 200): Response =>
  c.html(document(page), status);

export const problemPage = (c: Context, deps: Deps, kind: ProblemKind, detail?: string): Response =>
  c.html(
    document(
      <ProblemPage kind={kind} detail={detail} path={new URL(c.req.url).pathname} baseUrl={deps.baseUrl} />,
    ),
    PROBLEMS[kind].status,
  );

/** A page's handler; `contract` gives the OpenAPI document. */
type Make = (c: Context, deps: Deps, contract: () => Json) => Promise<Response> | Response;

/** The handlers by the names that the table of addresses uses. */
export const PAGE_HANDLERS: Record<PageName, Make> = {
  home: (c, deps) => home(c, deps),
  event: (c, deps) => eventPage(c, deps),
  article: async (c, deps) =>
    html(c, <ArticlePage claims={deps.claims} events={await eventsOfClaims(deps)} baseUrl={deps.baseUrl} />),
  series: async (c, deps) =>
    html(
      c,
      <SeriesPage
        series={seriesOf(await everything(deps))}
        gaps={deps.coverage.filter(({ covered }) => !covered)}
        now={deps.clock()}
        baseUrl={deps.baseUrl}
      />,
    ),
  tracks: async (c, deps) =>
    html(c, <TracksPage tracks={await tracksOf(deps)} claims={deps.claims} baseUrl={deps.baseUrl} />),
  sources: async (c, deps) =>
    html(c, <SourcesPage sources={await sourceHealth(deps)} now={deps.clock()} baseUrl={deps.baseUrl} />),
  method: async (c, deps) => html(c, <MethodPage accuracy={await accuracyOf(deps)} baseUrl={deps.baseUrl} />),
  digests: async (c, deps) =>
    html(c, <DigestsPage digests={await deps.digests.list(200)} baseUrl={deps.baseUrl} />),
  digest: (c, deps) => digest(c, deps),
  subscribe: (c, { baseUrl, subscriptions }) =>
    html(c, <SubscribePage baseUrl={baseUrl} open={subscriptions !== undefined} />),
  docs: (c, { rateLimit, baseUrl }, contract) =>
    html(c, <DocsPage document={contract()} rateLimit={rateLimit} baseUrl={baseUrl} />),
  problem: (c, deps) => problems(c, deps),
  robots: (c, { baseUrl }) => c.text(`User-agent: *\nAllow: /\nSitemap: ${baseUrl}/sitemap.xml\n`),
  sitemap: (c, deps) => sitemap(c, deps),
};

/** Empty fields of the form are left out; everything else must be understood. */
const givenFilters = (c: Context): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).flatMap(([name, values]) =>
      values.some(Boolean) ? [[name, values.filter(Boolean)]] : [],
    ),
  );

type Understood = { filter: EventFilter; cursor: string | undefined; problem: string | null };

const understand = (given: Record<string, string[]>): Understood => {
  try {
    const { cursor, ...filters } = readQuery({ ...FILTERS, cursor: PAGING.cursor }, given);
    return { filter: filterOf(filters), cursor, problem: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { filter: {}, cursor: undefined, problem: error.message };
  }
};

const queryText = (given: Record<string, string[]>): string => {
  const pairs = Object.entries(given).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
};

const home = async (c: Context, deps: Deps): Promise<Response> => {
  const given = givenFilters(c);
  const { filter, cursor, problem } = understand(given);
  const { cursor: _, ...form } = given;
  const catalogue = await deps.catalogue.now();
  const after = cursor ? readCursor(cursor, filter) : undefined;
  const page = problem ? NOTHING : catalogue.page(filter, { sort: '-date', limit: PAGE, after });
  const all = catalogue.select({});
  const now = deps.clock();
  const read = await deps.readings.days();
  const query = queryText(form);
  const next = page.next && `/${queryText({ ...form, cursor: [writeCursor(page.next, filter)] })}#list`;
  return html(
    c,
    <HomePage
      baseUrl={deps.baseUrl}
      path={`/${queryText(given)}`}
      query={problem ? '' : query}
      given={form}
      filtered={Object.keys(form).length > 0}
      problem={problem}
      events={page.items}
      matching={problem ? 0 : catalogue.select(filter).length}
      next={next}
      firstPage={!cursor}
      all={all}
      parties={partiesOf(all)}
      coverage={{ chronology: deps.coverage, live: unreadStretches(read, now) }}
      liveSince={read[0] ?? null}
      freshness={freshnessOf(await sourceHealth(deps), now)}
      updatedAt={catalogue.updatedAt}
      now={now}
    />,
    problem ? 400 : 200,
  );
};

const NOTHING = { items: [], next: null };
const MOST_PARTIES = 40;

/** The parties that occur most, by name. */
const partiesOf = (all: readonly EventSummary[]): { id: string; name: string }[] => {
  const names = new Map(all.flatMap(({ actors }) => actors.map(({ id, name }) => [id, name] as const)));
  return tally(all.flatMap(({ actors }) => actors.map(({ id }) => id)))
    .slice(0, MOST_PARTIES)
    .map(({ value }) => ({ id: value, name: names.get(value) ?? value }))
    .sort((a, b) => a.name.localeCompare(b.name));
};

const eventPage = async (c: Context, deps: Deps): Promise<Response> => {
  const id = EventId.safeParse(c.req.param('id')).data;
  const found = id && (await deps.events.get(id));
  if (!found) return problemPage(c, deps, 'not-found', 'No event has this id.');
  if ('tombstone' in found) {
    const { into } = found.tombstone;
    return into
      ? c.redirect(`${deps.baseUrl}/events/${into}`, 308)
      : html(c, <RetractedPage tombstone={found.tombstone} baseUrl={deps.baseUrl} />, 410);
  }
  const { event } = found;
  const [reports, history, near] = await Promise.all([
    deps.events.reports(event.id),
    deps.events.history(event.id),
    neighbourhoodOf(deps.catalogue, event),
  ]);
  return html(
    c,
    <EventPage
      event={event}
      reports={reports.map(publicReport)}
      history={history}
      related={relationsOf(event, near)}
      context={contextOf(event, near.series)}
      baseUrl={deps.baseUrl}
    />,
  );
};

const everything = async (deps: Deps): Promise<readonly EventSummary[]> =>
  (await deps.catalogue.now()).select({ messages: true });

const MOST_ASIDES = 50;

const tracksOf = async (deps: Deps): Promise<Tracks> => {
  const list = async (kind: 'friction' | 'statement' | 'watch'): Promise<Aside[]> =>
    (await deps.asides.list(kind, MOST_ASIDES)).map((report) => ({
      report: publicReport(report),
      wedge: report.verdict.wedge,
    }));
  const [frictions, statements, watch] = await Promise.all([
    list('friction'),
    list('statement'),
    list('watch'),
  ]);
  return { frictions, statements, watch };
};

const digest = async (c: Context, deps: Deps): Promise<Response> =>
  html(c, <DigestPage digest={await issueOf(deps, c.req.param('week'))} baseUrl={deps.baseUrl} />);

const problems = (c: Context, deps: Deps): Response => {
  const kind = c.req.param('kind') ?? '';
  return kind in PROBLEMS
    ? html(c, <ProblemPage kind={kind as ProblemKind} path={`/problems/${kind}`} baseUrl={deps.baseUrl} />)
    : problemPage(c, deps, 'not-found');
};

const sitemap = async (c: Context, deps: Deps): Promise<Response> => {
  const rows = (await everything(deps)).map(
    ({ id, updatedAt }) =>
      `<url><loc>${deps.baseUrl}/events/${id}</loc><lastmod>${updatedAt.slice(0, 10)}</lastmod></url>`,
  );
  const body = `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n<url><loc>${deps.baseUrl}/</loc></url>\n${rows.join('\n')}\n</urlset>\n`;
  return c.body(body, 200, { 'content-type': 'application/xml; charset=utf-8' });
};
