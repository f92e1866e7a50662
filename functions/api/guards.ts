import type { MiddlewareHandler } from 'hono';
import type { Deps } from './deps.ts';
import { answerProblem, problemOf } from './problem.ts';

const EXPOSED = 'Link, ETag, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset';

/** Headers of every answer. `style` is the hash of the one style sheet, which is written into each page. */
export const securityHeaders =
  (style: string): MiddlewareHandler =>
  async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'no-referrer');
    headers.set(
      'content-security-policy',
      `default-src 'none'; style-src '${style}'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    headers.set('cross-origin-opener-policy', 'same-origin');
  };

/** Anyone's page may read the API; nobody's cookies are involved. */
export const openToAll: MiddlewareHandler = async (c, next) => {
  const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED };
  if (c.req.method === 'OPTIONS') {
    return c.body(null, 204, {
      ...headers,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': 'If-None-Match, Accept',
      'access-control-max-age': '86400',
    });
  }
  await next();
  for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  return undefined;
};

const WINDOW = 60_000; // milliseconds
const MOST_CLIENTS = 10_000;

type Connection = {
  incoming?: { socket?: { remoteAddress?: string } };
  requestContext?: { http?: { sourceIp?: string } };
};

/** A limit a minute and client, told in the RateLimit fields (draft-ietf-httpapi-ratelimit-headers). */
export const rateLimited = ({ rateLimit, clock, baseUrl }: Deps): MiddlewareHandler => {
  const clients = new Map<string, { until: number; used: number }>();
  return async (c, next) => {
    if (rateLimit === 0) return next();
    const now = clock().getTime();
    const env = (c.env ?? {}) as Connection;
    const client = env.incoming?.socket?.remoteAddress ?? env.requestContext?.http?.sourceIp ?? 'unknown';
    const known = clients.get(client);
    const state = known && known.until > now ? known : { until: now + WINDOW, used: 0 };
    state.used++;
    if (clients.size >= MOST_CLIENTS) clients.clear();
    clients.set(client, state);
    const seconds = Math.ceil((state.until - now) / 1000);
    if (state.used > rateLimit)
      c.res = answerProblem(c, problemOf(baseUrl, 'too-many-requests', `Go on in ${seconds} seconds.`));
    else await next();
    c.res.headers.set('ratelimit-policy', `"default";q=${rateLimit};w=60`);
    c.res.headers.set('ratelimit', `"default";r=${Math.max(0, rateLimit - state.used)};t=${seconds}`);
    if (state.used > rateLimit) c.res.headers.set('retry-after', String(seconds));
    return undefined;
  };
};
