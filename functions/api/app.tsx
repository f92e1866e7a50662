import { type Context, Hono } from 'hono';
import { AppError } from '../../shared/platform/app-error.ts';
import { log } from '../../shared/platform/log.ts';
import { conditional } from './caching.ts';
import { type AppDeps, type Deps, withDefaults } from './deps.ts';
import { openToAll, rateLimited, securityHeaders } from './guards.ts';
import { openApi } from './openapi.ts';
import { STYLE_HASH } from './pages/style.ts';
import { answerProblem, PROBLEM_OF, ProblemError, type ProblemKind, problemOf } from './problem.ts';
import { addRoute } from './route.ts';
import { eventRoutes } from './routes/events.ts';
import { exportRoutes } from './routes/exports.ts';
import { addPages, problemPage } from './routes/pages.tsx';
import { recordRoutes } from './routes/record.ts';

const API = /^\/(v1\/|feed\.|openapi\.json|healthz)/;

/** The whole HTTP surface: API, exports, feeds and pages. Callable as `app.request(...)`. */
export const createApp = (given: AppDeps): Hono => {
  const deps = withDefaults(given);
  const app = new Hono();
  // Exports come first: `/v1/events.csv` must not be read as the id of an event.
  const routes = [...exportRoutes(deps), ...eventRoutes(deps), ...recordRoutes(deps)];
  app.use(securityHeaders(STYLE_HASH));
  app.use(rateLimited(deps));
  app.get('/healthz', (c) =>
    c.json({ ok: true }, 200, { 'cache-control': 'no-store', 'access-control-allow-origin': '*' }),
  );
  for (const path of ['/v1/*', '/feed.atom', '/feed.rss', '/feed.json', '/openapi.json'])
    app.use(path, openToAll);
  app.use('*', cached(deps));
  for (const route of routes) addRoute(app, route);
  let document: string | undefined;
  app.get('/openapi.json', (c) => {
    document ??= JSON.stringify(openApi(routes, deps));
    return c.body(document, 200, { 'content-type': 'application/json; charset=utf-8' });
  });
  addPages(app, deps, routes);
  app.notFound((c) => unmatched(c, app, deps));
  app.onError((error, c) => failure(c, error, deps));
  return app;
};

/** Freshness of sources changes without the record, so that it is never answered from a tag. */
const UNTAGGED = new Set(['/v1/status', '/v1/sources', '/sources', '/method', '/digests', '/healthz']);

const cached = (deps: Deps) => {
  const withTag = conditional(deps);
  return (c: Context, next: () => Promise<void>) => (UNTAGGED.has(c.req.path) ? next() : withTag(c, next));
};

/** A known address with another method is 405; an unknown one 404. */
const unmatched = (c: Context, app: Hono, deps: Deps): Response => {
  const reading = c.req.method === 'GET' || c.req.method === 'HEAD';
  const known =
    !reading &&
    app.routes.some(({ method, path }) => method === 'GET' && !path.includes('*') && fits(path, c.req.path));
  if (!known) return problem(c, deps, 'not-found');
  const response = problem(c, deps, 'method-not-allowed');
  response.headers.set('allow', 'GET, HEAD, OPTIONS');
  return response;
};

const fits = (pattern: string, path: string): boolean => {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => part.startsWith(':') || part === given[index])
  );
};

const problem = (
  c: Context,
  deps: Deps,
  kind: ProblemKind,
  detail?: string,
  errors?: ProblemError['errors'],
): Response =>
  API.test(c.req.path)
    ? answerProblem(c, problemOf(deps.baseUrl, kind, detail, errors))
    : problemPage(c, deps, kind, detail);

/** The one error map: what is known is told, everything else is a bug that stays inside. */
const failure = (c: Context, error: Error, deps: Deps): Response => {
  if (error instanceof ProblemError) return problem(c, deps, error.kind, error.message, error.errors);
  if (error instanceof AppError) return problem(c, deps, PROBLEM_OF[error.code], error.message);
  log('error', 'A request failed.', {
    path: c.req.path,
    reason: error.message,
    stack: error.stack?.slice(0, 2000),
  });
  return problem(c, deps, 'internal');
};
