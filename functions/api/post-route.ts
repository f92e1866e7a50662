import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { ProblemError, type ProblemKind } from './problem.ts';

/** A route that takes a JSON body: one definition gives the handler, the check of the body, and its documentation. */
export type PostRoute<B extends z.ZodType = z.ZodType> = {
  path: string;
  operationId: string;
  summary: string;
  description: string;
  tag: string;
  body: B;
  /** What a good answer means; it has this status and a body of this shape. */
  answer: { status: number; description: string; schema: z.ZodType; example: unknown };
  problems: ProblemKind[];
  example: unknown;
  run(c: Context, body: z.infer<B>): Promise<Response>;
};

/** Keeps the exact types of one definition. */
export const definePost = <B extends z.ZodType>(route: PostRoute<B>): PostRoute =>
  route as unknown as PostRoute;

const MOST_BYTES = 10_240;

export const addPost = (app: Hono, route: PostRoute): void => {
  app.post(route.path, async (c) => route.run(c, await readBody(c, route.body)));
};

/** The text of a body, if it is short enough. */
export const limitedText = async (c: Context): Promise<string> => {
  const tooLarge = () => new ProblemError('too-large', 'The body is longer than 10 kB.');
  if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES) throw tooLarge();
  const text = await c.req.text();
  if (Buffer.byteLength(text) > MOST_BYTES) throw tooLarge();
  return text;
};

/**
 * A JSON body of a shape.
 * @throws ProblemError for another type, too long a body, no JSON, or another shape.
 */
export const readBody = async <T>(c: Context, schema: z.ZodType<T>): Promise<T> => {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new ProblemError('unsupported-type', 'Send application/json.');
  const parsed = schema.safeParse(json(await limitedText(c)));
  if (parsed.success) return parsed.data;
  throw new ProblemError(
    'unprocessable',
    'The body is not valid; "errors" says what and where.',
    parsed.error.issues.flatMap(faultsOf).slice(0, 20),
  );
};

/** Where a body is wrong, as a JSON pointer (RFC 6901): empty for the whole of it; an unknown member by its name. */
const faultsOf = (issue: z.core.$ZodIssue): { pointer: string; detail: string }[] => {
  const at = (...more: string[]): string => pointerOf([...issue.path, ...more]);
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ pointer: at(key), detail: 'There is no such member here.' }))
    : [{ pointer: at(), detail: issue.message.slice(0, 500) }];
};

const pointerOf = (path: PropertyKey[]): string =>
  path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
    .slice(0, 200);

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('bad-request', 'The body is no JSON.');
  }
};
