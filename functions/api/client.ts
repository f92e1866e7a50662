import type { Hono } from 'hono';
import { hc } from 'hono/client';
import type { BlankEnv, Schema } from 'hono/types';
import type * as z from 'zod';
import type { ApiRoute, QueryShape } from './route.ts';
import type { jsonRoutes } from './routes.ts';

type Route = ReturnType<typeof jsonRoutes>[number];

type ParametersOf<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & ParametersOf<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Record<Name, string>
    : unknown;

type InputOf<P extends string, Q extends QueryShape> = (P extends `${string}:${string}`
  ? { param: ParametersOf<P> }
  : unknown) & { query: { [K in keyof Q]?: string | string[] } };

type EndpointOf<R> =
  R extends ApiRoute<infer P, infer Q, infer A>
    ? Record<P, { $get: { input: InputOf<P, Q>; output: z.infer<A>; outputFormat: 'json'; status: 200 } }>
    : never;

type Together<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;
type Endpoints = Together<EndpointOf<Route>>;

/** The API's types for `hc`: paths, queries and answers. */
export type AppType = Hono<BlankEnv, Endpoints extends Schema ? Endpoints : never>;

/**
 * A typed client of the API over fetch.
 * @param baseUrl public address without a slash at its end.
 */
export const amurClient = (baseUrl: string, options?: Parameters<typeof hc>[1]) =>
  hc<AppType>(baseUrl, options);
