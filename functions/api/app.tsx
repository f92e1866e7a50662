import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/utils/compress';
import { AppError } from '../../shared/platform/app-error.ts';
import { log } from '../../shared/platform/log.ts';
import { answeringFromCache } from './caching.ts';
import { type AppDeps, type Deps, withDefaults } from './deps.ts';
import { addGuarded } from './guarded-route.ts';
import { openToAll, rateLimited, securityHeaders } from './guards.ts';
import { once } from './once.ts';
import { openApi } from './openapi.ts';
import { openApiOfReview } from './openapi-review.ts';
import { STYLE_HASH } from './pages/style.ts';
import { addPost } from './post-route.ts';
import { answerProblem, PROBLEM_OF, ProblemError, type ProblemKind, problemOf } from './problem.ts';
import { readQuery } from './query.ts';
import { addRoute } from './route.ts';
import { addMcp } from './routes/mcp.ts';
import { addPages, problemPage } from './routes/pages.ts';
import { reviewRoutes } from './routes/review.ts';
import { addSubscriptionPages, subscriptionRoutes } from './routes/subscriptions.ts';
import { apiRoutes } from './routes.ts';

const API = /^\/(v1(\/|$)|mcp$|feed\.|digests\.|openapi\.json$|healthz$)/;
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** Lines of JSON too, which Hono does not know: a long export must fit into the 6 MB of Lambda's answer. */
const isText = (type: string): boolean =>
  COMPRESSIBLE_CONTENT_TYPE_REGEX.test(type) || type.startsWith('application/x-ndjson');

/** The whole HTTP surface: API, exports, feeds and pages. Callable as `app.request(...)`. */
export const createApp = (given: AppDeps): Hono => {
  const deps = withDefaults(given);
  const app = new Hono();
  const routes = apiRoutes(deps);
  const posts = subscriptionRoutes(deps);
  const answerFromCache = answeringFromCache(deps);
  app.use(securityHeaders(deps, STYLE_HASH));
  app.use(compress({ contentTypeFilter: isText }));
  for (const path of [
    '/v1/*',
    '/feed.atom',
    '/feed.rss',
    '/feed.json',
    '/digests.atom',
    '/openapi.json',
    '/healthz',
  ])
    app.use(path, openToAll);
  app.use(rateLimited(deps));
  for (const route of routes) addRoute(app, answerFromCache, route);
  const guarded = reviewRoutes(deps);
  for (const route of posts) addPost(app, route);
  const reviewDocument = once(() => openApiOfReview(guarded, deps));
  app.get('/v1/review/openapi.json', (c) =>
    answerFromCache(c, 'code', '', () => c.body(JSON.stringify(reviewDocument()), 200, JSON_TYPE)),
  );
  for (const route of guarded) addGuarded(app, deps, route);
  app.get('/healthz', (c) => {
    readQuery({}, c.req.queries());
    return c.body('{"ok":true}', 200, { ...JSON_TYPE, 'cache-control': 'no-store', etag: 'W/"alive"' });
  });
  const document = once(() => openApi(routes, posts, deps));
  app.get('/openapi.json', (c) =>
    answerFromCache(c, 'code', '', () => c.body(JSON.stringify(document()), 200, JSON_TYPE)),
  );
  addMcp(app, deps);
  addSubscriptionPages(app, deps);
  addPages(app, deps, answerFromCache, document);
  app.notFound((c) => unmatched(c, app, deps));
  app.onError((error, c) => failure(c, error, deps));
  return app;
};

/** A known address with another method is 405; an unknown one 404. */
const unmatched = async (c: Context, app: Hono, deps: Deps): Promise<Response> => {
  const allowed = methodsOf(app, c.req.path);
  if (allowed.length === 0) return problem(c, deps, 'not-found');
  const response = await problem(c, deps, 'method-not-allowed');
  response.headers.set('allow', allowed.join(', '));
  return response;
};

const methodsOf = (app: Hono, path: string): string[] => {
  const known = app.routes.filter((route) => !route.path.includes('*') && fits(route.path, path));
  const methods = new Set(known.map(({ method }) => method).filter((method) => method !== 'ALL'));
  if (methods.has('GET')) for (const method of ['HEAD', 'OPTIONS']) methods.add(method);
  return [...methods];
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
): Response | Promise<Response> =>
  API.test(c.req.path)
    ? answerProblem(c, problemOf(deps.baseUrl, kind, detail, errors))
    : problemPage(c, deps, kind, detail);

/** The one error map: what is known is told, everything else is a bug that stays inside. */
const failure = (c: Context, error: Error, deps: Deps): Response | Promise<Response> => {
  if (error instanceof ProblemError) return problem(c, deps, error.kind, error.message, error.errors);
  if (error instanceof AppError) return problem(c, deps, PROBLEM_OF[error.code], error.message);
  log('error', 'A request failed.', {
    path: c.req.path,
    reason: error.message,
    stack: error.stack?.slice(0, 2000),
  });
  return problem(c, deps, 'internal');
};
