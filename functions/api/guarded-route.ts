import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { adminOf, type Scope } from '../operate/admin.ts';
import type { Deps, ReviewPorts } from './deps.ts';
import { readBody } from './post-route.ts';
import { ProblemError, type ProblemKind } from './problem.ts';
import { readQuery } from './query.ts';
import type { QueryShape } from './route.ts';

/** Who asks, and what they work with. */
export type Desk = { name: string; ports: ReviewPorts };

/** A route for people with a token: one definition gives the handler, the checks, and the documentation. */
export type GuardedRoute<B extends z.ZodType = z.ZodType, Q extends QueryShape = QueryShape> = {
  method: 'get' | 'post';
  path: string;
  operationId: string;
  summary: string;
  description: string;
  /** `review` may do all that `read` may. */
  scope: Scope;
  query: Q;
  /** What a POST takes, with an example. */
  body?: { schema: B; example: unknown };
  answer: { schema: z.ZodType; example: unknown };
  problems: ProblemKind[];
  run(c: Context, desk: Desk, given: { query: z.infer<z.ZodObject<Q>>; body: z.infer<B> }): Promise<Response>;
};

/** Keeps the exact types of one definition. */
export const defineGuarded = <B extends z.ZodType, Q extends QueryShape>(
  route: GuardedRoute<B, Q>,
): GuardedRoute => route as unknown as GuardedRoute;

/** Who has no right to ask learns nothing of what is asked: the token is looked at first. */
export const addGuarded = (app: Hono, deps: Deps, route: GuardedRoute): void => {
  app.on(route.method.toUpperCase(), route.path, async (c) => {
    c.header('cache-control', 'no-store');
    const desk = await deskOf(c, deps, route.scope);
    const query = readQuery(route.query, c.req.queries());
    const body = route.body && (await readBody(c, route.body.schema));
    return route.run(c, desk, { query, body });
  });
};

const deskOf = async (c: Context, { review }: Deps, scope: Scope): Promise<Desk> => {
  const given = c.req.header('authorization');
  const ports = await review?.();
  const found = ports && adminOf(await ports.reviewers(), given);
  if (!found || !ports) {
    c.header('www-authenticate', 'Bearer realm="review"');
    throw new ProblemError('unauthorized', given ? 'The token is not known.' : 'There is no bearer token.');
  }
  if (!found.scopes.includes(scope) && !found.scopes.includes('review')) {
    c.header('www-authenticate', `Bearer realm="review", error="insufficient_scope", scope="${scope}"`);
    throw new ProblemError('forbidden', `The token lacks the scope "${scope}".`);
  }
  return { name: found.name, ports };
};
