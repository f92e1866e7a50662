import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { Deps } from './deps.ts';

const FRESH = 'public, max-age=60, stale-while-revalidate=600';

/** Weak comparison (RFC 9110, 13.1.2), with lists and `*`. */
const matches = (header: string, etag: string): boolean =>
  header
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));

/**
 * The tag of an answer: the journal's position and the request. Nothing is rendered or hashed for it, so an unchanged
 * page costs one small read; and two instances over the same data give the same tag.
 */
const tagOf = (c: Context, { version }: Deps, seq: number): string => {
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.sort();
  const request = createHash('sha256')
    .update(`${version} ${pathname}?${searchParams}`)
    .digest('base64url')
    .slice(0, 12);
  return `W/"${seq}-${request}"`;
};

/** Conditional GET for everything that is drawn from the record. */
export const conditional =
  (deps: Deps): MiddlewareHandler =>
  async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
    const { seq } = await deps.events.head();
    const etag = tagOf(c, deps, seq);
    const headers = { etag, 'cache-control': FRESH, vary: 'Accept-Encoding' };
    if (matches(c.req.header('if-none-match') ?? '', etag)) return c.body(null, 304, headers);
    await next();
    if (c.res.status === 200)
      for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
    return undefined;
  };
