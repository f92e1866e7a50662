import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { snapshotDates } from '../../shared/snapshots/write-snapshot.ts';
import type { Deps } from './deps.ts';
import { once } from './once.ts';

/**
 * What an answer depends on: the code alone, the record, the record and how the sources do, the frozen issues, or the
 * snapshots.
 */
export type DrawnFrom = 'code' | 'record' | 'sources' | 'digests' | 'snapshots';

/** Gives a 304 where the reader has the answer already; `request` is the query in its one canonical form. */
export type AnswerFromCache = (
  c: Context,
  from: DrawnFrom,
  request: string,
  answer: () => Promise<Response> | Response,
) => Promise<Response>;

const FRESH = 'public, max-age=60, stale-while-revalidate=600';
const FOR_GOOD = 'public, max-age=31536000, immutable';
const HOUR = 3_600_000;
const MOST_ISSUES = 500;

const hash = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);

/** Weak comparison (RFC 9110, 13.1.2) with a list of tags. */
const lists = (header: string, etag: string): boolean =>
  header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''));

/**
 * Conditional GET. The tag of an answer is the position of the journal and the request: nothing is rendered for it, so
 * an unchanged page costs one small read, and two instances over the same data give the same tag.
 */
export const answeringFromCache = (deps: Deps): AnswerFromCache => {
  const code = once(() => hash(JSON.stringify([deps.version, deps.claims, deps.coverage, deps.accuracy]), 8));
  return async (c, from, request, answer) => {
    const etag = `W/"${await stateOf(deps, from)}-${code()}-${hash(`${c.req.path} ${request}`, 10)}"`;
    return conditionally(c, { etag, 'cache-control': FRESH }, answer);
  };
};

type Tagged = { etag: string; 'cache-control': string };

/** The headers of bytes that never change. */
export const forGood = (hash: string): Tagged => ({ etag: `"${hash}"`, 'cache-control': FOR_GOOD });

/** A 304 where the reader has what the tag stands for, else the answer with its tag. */
export const conditionally = async (
  c: Context,
  headers: Tagged,
  answer: () => Promise<Response> | Response,
): Promise<Response> => {
  const wanted = c.req.header('if-none-match') ?? '';
  if (lists(wanted, headers.etag)) return c.body(null, 304, headers);
  const response = await answer();
  if (response.status !== 200) return response;
  // "*" matches whatever there is, so that it must be known first whether there is anything.
  if (wanted.trim() === '*') return c.body(null, 304, headers);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
};

const stateOf = async (deps: Deps, from: DrawnFrom): Promise<string> => {
  if (from === 'code') return 'c';
  if (from === 'digests')
    return hash((await deps.digests.list(MOST_ISSUES)).map(({ week }) => week).join(), 8);
  if (from === 'snapshots') return hash((await snapshotDates(await deps.snapshots())).join(), 8);
  const { seq } = await deps.events.head();
  return from === 'record' ? String(seq) : `${seq}.${await healthOf(deps)}`;
};

/** Visits change how sources do, and so does mere time: a source that says nothing for long counts as silent. */
const healthOf = async ({ sources, clock }: Deps): Promise<string> => {
  const states = (await sources.all()).map(({ source, state }) => [
    source.id,
    source.on,
    state.lastVisit,
    state.lastSuccess,
    state.failures,
  ]);
  return hash(JSON.stringify([states, Math.floor(clock().getTime() / HOUR)]), 8);
};
