import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { PageKey } from '../../shared/events/event-store.ts';
import { ProblemError } from './problem.ts';
import { canonical } from './query.ts';

const Cursor = z.object({
  v: z.literal(1),
  key: z.string().max(60),
  id: z.string().regex(/^e[0-9a-f]{16}$/),
  for: z.string(),
});

/** A cursor belongs to one list: a sort order and a set of filters. */
const listOf = (query: object): string =>
  createHash('sha256').update(canonical(query)).digest('base64url').slice(0, 12);

export const writeCursor = (after: PageKey, query: object): string =>
  Buffer.from(JSON.stringify({ v: 1, ...after, for: listOf(query) })).toString('base64url');

/** @throws ProblemError invalid-cursor for one that was changed or belongs to another list. */
export const readCursor = (text: string, query: object): PageKey => {
  const parsed = Cursor.safeParse(json(text));
  if (parsed.success && parsed.data.for === listOf(query))
    return { key: parsed.data.key, id: parsed.data.id };
  const detail = parsed.success
    ? 'belongs to a list with other filters or another order'
    : 'is not one that was given out here';
  throw new ProblemError('invalid-cursor', `cursor: ${detail}`, [{ parameter: 'cursor', detail }]);
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};
