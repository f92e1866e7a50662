import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { type AnswerFromCache, conditionally, type DrawnFrom, forGood } from './caching.ts';
import type { ProblemKind } from './problem.ts';
import { canonical, readQuery } from './query.ts';

export type QueryShape = Record<string, z.ZodType>;

/** An API route: one definition gives the handler, the check of its query, and its part of the OpenAPI document. */
export type ApiRoute<
  P extends string = string,
  Q extends QueryShape = QueryShape,
  A extends z.ZodType = z.ZodType,
> = {
  path: P;
  operationId: string;
  summary: string;
  description: string;
  tag: string;
  query: Q;
  /** Media type and schema of the answer; text formats have a string. */
  answer: { type: string; schema: A };
  /** What can go wrong besides a bad query. */
  problems?: ProblemKind[];
  /** What the answer depends on, and so its tag; the record if left out. */
  drawnFrom?: DrawnFrom;
  /** For bytes that never change: their hash, which is then the tag. */
  hashOf?(c: Context): Promise<string | undefined>;
  run(c: Context, query: z.infer<z.ZodObject<Q>>): Promise<Response>;
};

/** Keeps the exact types of one definition, for its handler and for the typed client. */
export const defineRoute = <const P extends string, Q extends QueryShape, A extends z.ZodType>(
  route: ApiRoute<P, Q, A>,
): ApiRoute<P, Q, A> => route;

/** A bad query is refused before a tag is looked at: nothing that was refused can be "unchanged". */
export const addRoute = (app: Hono, answerFromCache: AnswerFromCache, route: ApiRoute): void => {
  app.get(route.path, async (c) => {
    const query = readQuery(route.query, c.req.queries());
    const answer = () => route.run(c, query);
    const hash = await route.hashOf?.(c);
    return hash
      ? conditionally(c, forGood(hash), answer)
      : answerFromCache(c, route.drawnFrom ?? 'record', canonical(query), answer);
  });
};

/** JSON, checked on the way out: what the document promises is what is sent. */
export const answerJson = <T>(
  c: Context,
  schema: z.ZodType<T>,
  value: T,
  headers: Record<string, string> = {},
): Response =>
  c.body(JSON.stringify(schema.parse(value)), 200, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });

/** A whole list in the envelope that all lists share. */
export const wholeList = <T extends z.ZodType>(id: string, item: T, most = 1000) =>
  z.object({ data: z.array(item).max(most), next: z.null() }).meta({ id });

export const Text = z.string();

/** A media type without its parameters. */
export const mediaType = (type: string): string => type.split(';')[0] ?? type;
