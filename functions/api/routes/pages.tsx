import type { Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import { IsoWeek } from '../../../shared/digest/iso-week.ts';
import { contextOf } from '../../../shared/events/context.ts';
import { EventId, type EventSummary } from '../../../shared/events/event.ts';
import type { AnswerFromCache, DrawnFrom } from '../caching.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { sourceHealth } from '../health.ts';
import type { Json } from '../openapi.ts';
import {
  ArticlePage,
  DigestPage,
  DigestsPage,
  DocsPage,
  MethodPage,
  ProblemPage,
  SeriesPage,
  SourcesPage,
  SubscribePage,
  TracksPage,
} from '../pages/about.tsx';
import { EventPage, RetractedPage } from '../pages/event.tsx';
import { HomePage } from '../pages/home.tsx';
import { document } from '../pages/layout.tsx';
import { publicReport } from '../presented.ts';
import { PROBLEMS, ProblemError, type ProblemKind } from '../problem.ts';
import { FILTERS, filterOf, PAGING, readQuery } from '../query.ts';
import { eventsOfClaims } from './article.ts';
import { statusOf } from './status.ts';

const PAGE = 40;
const DAY_MS = 86_400_000;

export const html = (
  c: Context,
  page: Child,
  status: 200 | 400 | 404 | 405 | 410 | 429 | 500 = 200,
): Response => c.html(document(page), status);

export const problemPage = (c: Context, deps: Deps, kind: ProblemKind, detail?: string): Response =>
  c.html(
    document(
      <ProblemPage kind={kind} detail={detail} path={new URL(c.req.url).pathname} baseUrl={deps.baseUrl} />,
    ),
    PROBLEMS[kind].status,
  );

type Make = (c: Context) => Promise<Response> | Response;

export const addPages = (
  app: Hono,
  deps: Deps,
  answerFromCache: AnswerFromCache,
  document: () => Json,
): void => {
  const { baseUrl } = deps;
  const page = (path: string, from: DrawnFrom, make: Make) =>
    app.get(path, (c) =>
      answerFromCache(c, from, [...new URL(c.req.url).searchParams].sort().join('&'), () => make(c)),
    );
  page('/', 'sources', (c) => home(c, deps));
  page('/events/:id', 'record', (c) => event(c, deps));
  page('/article', 'record', async (c) =>
    html(c, <ArticlePage claims={deps.claims} events={await eventsOfClaims(deps)} baseUrl={baseUrl} />),
  );
  page('/series', 'record', async (c) =>
    html(c, <SeriesPage series={await seriesOf(deps)} baseUrl={baseUrl} />),
  );
  page('/tracks', 'sources', async (c) =>
    html(c, <TracksPage tracks={await tracksOf(deps)} claims={deps.claims} baseUrl={baseUrl} />),
  );
  page('/sources', 'sources', async (c) =>
    html(c, <SourcesPage sources={await sourceHealth(deps)} baseUrl={baseUrl} />),
  );
  page('/method', 'record', async (c) =>
    html(c, <MethodPage status={await statusOf(deps)} baseUrl={baseUrl} />),
  );
  page('/digests', 'digests', async (c) =>
    html(c, <DigestsPage digests={await deps.digests.list(200)} baseUrl={baseUrl} />),
  );
  page('/digests/:week', 'code', (c) => digest(c, deps));
  page('/subscribe', 'code', (c) => html(c, <SubscribePage baseUrl={baseUrl} />));
  page('/docs', 'code', (c) => html(c, <DocsPage document={document()} baseUrl={baseUrl} />));
  page('/problems/:kind', 'code', (c) => problems(c, deps));
  page('/robots.txt', 'code', (c) => c.text(`User-agent: *\nAllow: /\nSitemap: ${baseUrl}/sitemap.xml\n`));
  page('/sitemap.xml', 'record', (c) => sitemap(c, deps));
};

/** Empty fields of the form are left out; everything else must be understood. */
const givenFilters = (c: Context): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).flatMap(([name, values]) =>
      values.some(Boolean) ? [[name, values.filter(Boolean)]] : [],
    ),
  );

type Understood = {
  filters: ReturnType<typeof filterOf>;
  cursor: string | undefined;
  problem: string | null;
};

const understand = (given: Record<string, string[]>): Understood => {
  try {
    const { cursor, ...filters } = readQuery({ ...FILTERS, cursor: PAGING.cursor }, given);
    return { filters: filterOf(filters), cursor, problem: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { filters: {}, cursor: undefined, problem: error.message };
  }
};

const home = async (c: Context, deps: Deps): Promise<Response> => {
  const given = givenFilters(c);
  const { filters, cursor, problem } = understand(given);
  const { cursor: _, ...form } = given;
  const after = cursor ? readCursor(cursor, filters) : undefined;
  const page = problem
    ? { items: [], next: null }
    : await deps.events.list(filters, { sort: '-date', limit: PAGE, after });
  const all = await collect(deps, filters);
  const everything = Object.keys(filters).length > 0 ? [] : all;
  const since = new Date(deps.clock().getTime() - 7 * DAY_MS).toISOString();
  const query = new URLSearchParams(
    Object.entries(form).flatMap(([name, values]) => values.map((value): [string, string] => [name, value])),
  );
  const text = query.size > 0 ? `?${query}` : '';
  const next =
    page.next && `/?${new URLSearchParams([...query, ['cursor', writeCursor(page.next, filters)]])}#list`;
  const live = everything.filter(({ origins }) => origins.includes('live'));
  return html(
    c,
    <HomePage
      baseUrl={deps.baseUrl}
      path={`/${text}`}
      query={problem ? '' : text}
      filters={form}
      events={page.items}
      matching={problem ? 0 : all.length}
      next={next}
      history={everything.filter(({ origins }) => origins.some((origin) => origin !== 'live'))}
      live={live}
      fresh={live.filter(({ firstSeen }) => firstSeen >= since).slice(0, 10)}
      status={await statusOf(deps)}
      today={deps.clock().toISOString().slice(0, 10)}
      problem={problem}
    />,
    problem ? 400 : 200,
  );
};

const collect = async (deps: Deps, filter: ReturnType<typeof filterOf>): Promise<EventSummary[]> =>
  (await deps.catalogue()).select(filter);

const event = async (c: Context, deps: Deps): Promise<Response> => {
  const id = EventId.safeParse(c.req.param('id')).data;
  const found = id && (await deps.events.get(id));
  if (!found) return problemPage(c, deps, 'not-found', 'No event has this id.');
  if ('tombstone' in found) {
    const { into } = found.tombstone;
    return into
      ? c.redirect(`${deps.baseUrl}/events/${into}`, 308)
      : html(c, <RetractedPage tombstone={found.tombstone} baseUrl={deps.baseUrl} />, 410);
  }
  const { series } = found.event;
  const [reports, history, sameSeries] = await Promise.all([
    deps.events.reports(found.event.id),
    deps.events.history(found.event.id),
    series ? collect(deps, { series: [series] }) : [],
  ]);
  return html(
    c,
    <EventPage
      event={found.event}
      reports={reports.map(publicReport)}
      history={history}
      context={contextOf(found.event, sameSeries)}
      baseUrl={deps.baseUrl}
    />,
  );
};

const seriesOf = async (deps: Deps): Promise<Map<string, EventSummary[]>> => {
  const series = new Map<string, EventSummary[]>();
  for (const summary of (await collect(deps, { messages: true })).reverse()) {
    if (summary.series) series.set(summary.series, [...(series.get(summary.series) ?? []), summary]);
  }
  return new Map([...series].sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b)));
};

const tracksOf = async (deps: Deps) => {
  const list = (kind: 'friction' | 'statement' | 'watch') => deps.asides.list(kind, 50);
  return [
    {
      name: 'Frictions',
      explanation: 'Rivalry, refusals and quarrels between the two.',
      reports: await list('friction'),
    },
    {
      name: 'Statements',
      explanation: 'Leaders and ministers on the relation itself: words, no acts.',
      reports: await list('statement'),
    },
    {
      name: 'To watch',
      explanation: 'Sanctions and charges by others, hypotheticals and denials.',
      reports: await list('watch'),
    },
  ];
};

const digest = async (c: Context, deps: Deps): Promise<Response> => {
  const week = IsoWeek.safeParse(c.req.param('week')).data;
  const issue = week && (await deps.digests.get(week));
  return issue
    ? html(c, <DigestPage digest={issue} baseUrl={deps.baseUrl} />)
    : problemPage(c, deps, 'not-found', 'There is no issue of this week.');
};

const problems = (c: Context, deps: Deps): Response => {
  const kind = c.req.param('kind') ?? '';
  return kind in PROBLEMS
    ? html(c, <ProblemPage kind={kind as ProblemKind} path={`/problems/${kind}`} baseUrl={deps.baseUrl} />)
    : problemPage(c, deps, 'not-found');
};

const sitemap = async (c: Context, deps: Deps): Promise<Response> => {
  const rows = (await collect(deps, { messages: true })).map(
    ({ id, updatedAt }) =>
      `<url><loc>${deps.baseUrl}/events/${id}</loc><lastmod>${updatedAt.slice(0, 10)}</lastmod></url>`,
  );
  const body = `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n<url><loc>${deps.baseUrl}/</loc></url>\n${rows.join('\n')}\n</urlset>\n`;
  return c.body(body, 200, { 'content-type': 'application/xml; charset=utf-8' });
};
