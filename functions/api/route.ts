import type { Context, Hono } from 'hono';
import * as z from 'zod';
import { readQuery } from './query.ts';

export type QueryShape = Record<string, z.ZodType>;

/** An API route: one definition gives the handler, the check of its query, and its part of the OpenAPI document. */
export type ApiRoute<Q extends QueryShape = QueryShape> = {
  path: string;
  operationId: string;
  summary: string;
  tag: string;
  query: Q;
  /** Media type and, for JSON, the schema of the answer. */
  answers: { type: string; schema: z.ZodType };
  errors?: number[];
  run(c: Context, query: z.infer<z.ZodObject<Q>>): Promise<Response>;
};

/** Lets the compiler infer the query's type of one definition. */
export const defineRoute = <Q extends QueryShape>(route: ApiRoute<Q>): ApiRoute =>
  route as unknown as ApiRoute;

export const addRoute = (app: Hono, route: ApiRoute): void => {
  app.get(route.path, (c) => route.run(c, readQuery(route.query, c.req.queries())));
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

export const Text = z.string();
