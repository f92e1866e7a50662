import type { Context, MiddlewareHandler } from 'hono';
import type { Deps } from './deps.ts';
import { answerProblem, problemOf } from './problem.ts';

const EXPOSED = 'Link, ETag, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset';

const policy = (style: string): string =>
  [
    "default-src 'none'",
    `style-src 'self' '${style}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Headers of every answer. `style` is the hash of the one style sheet, which is written into each page. */
export const securityHeaders = ({ baseUrl }: Deps, style: string): MiddlewareHandler => {
  const always = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': policy(style),
    'cross-origin-opener-policy': 'same-origin',
    vary: 'Accept-Encoding',
    ...(baseUrl.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
  };
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(always)) c.res.headers.set(name, value);
  };
};

/** Only these are for the page that they came with. */
const OWN = /^\/v1\/(subscriptions$|review(\/|$)|events\/[^/]+\/corrections$)/;

/** Anyone's page may read the API; nobody's cookies are involved. */
export const openToAll: MiddlewareHandler = async (c, next) => {
  if (OWN.test(c.req.path)) return next();
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

type Used = { until: number; requests: number };

/** Counts in this process alone: a limit against runaway scripts, not against attackers. */
const counter = () => {
  const clients = new Map<string, Used>();
  return (client: string, now: number): Used => {
    const known = clients.get(client);
    const used = known && known.until > now ? known : { until: now + WINDOW, requests: 0 };
    used.requests++;
    if (clients.size >= MOST_CLIENTS) clients.clear();
    clients.set(client, used);
    return used;
  };
};

/** A limit a minute and client, told in the RateLimit fields (draft-ietf-httpapi-ratelimit-headers-11). */
export const rateLimited = ({ rateLimit, clock, baseUrl, clientOf }: Deps): MiddlewareHandler => {
  const count = counter();
  return async (c, next) => {
    if (rateLimit === 0) return next();
    const now = clock().getTime();
    const { until, requests } = count(clientOf(c), now);
    const seconds = Math.ceil((until - now) / 1000);
    const over = requests > rateLimit;
    if (over)
      c.res = answerProblem(c, problemOf(baseUrl, 'too-many-requests', `Go on in ${seconds} seconds.`));
    else await next();
    const { headers } = c.res;
    headers.set('ratelimit-policy', `"default";q=${rateLimit};w=${WINDOW / 1000}`);
    headers.set('ratelimit', `"default";r=${Math.max(0, rateLimit - requests)};t=${seconds}`);
    if (over) headers.set('retry-after', String(seconds));
    return undefined;
  };
};

/**
 * Who asks, where CloudFront stands before the gateway: CloudFront adds its viewer's address at the end of the list,
 * the gateway then adds CloudFront's. Whatever stands further left was sent by the viewer and proves nothing.
 */
export const viewerBehindCloudFront = (c: Context): string =>
  (c.req.header('x-forwarded-for') ?? '').split(',').at(-2)?.trim() || 'unknown';
