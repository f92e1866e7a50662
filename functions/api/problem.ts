import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import type { ErrorCode } from '../../shared/platform/app-error.ts';

/** Problem details (RFC 9457); `type` leads to a page that explains the kind of problem. */
export const Problem = z
  .object({
    type: z.url().max(2000),
    title: z.string().max(200),
    status: z.int().min(400).max(599),
    detail: z.string().max(1000).optional(),
    errors: z
      .array(
        z.object({
          parameter: z.string().max(100).optional(),
          pointer: z.string().max(200).optional(),
          detail: z.string().max(500),
        }),
      )
      .max(20)
      .optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** Every kind of problem that the API answers with, and what its page says. */
export const PROBLEMS = {
  'bad-request': {
    status: 400,
    title: 'The request is not understood',
    text: 'A parameter is unknown, given twice, or has a value that is not allowed. The member "errors" names it.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor does not fit',
    text: 'A cursor works only with the filters that it was given out for, and only unchanged.',
  },
  unauthorized: {
    status: 401,
    title: 'A token is needed',
    text: 'Send "Authorization: Bearer …" with the token of a reviewer.',
  },
  forbidden: {
    status: 403,
    title: 'The token does not reach so far',
    text: 'The token is known, but not for what was asked.',
  },
  'not-found': { status: 404, title: 'There is nothing here', text: 'No resource has this address.' },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed',
    text: 'The header "Allow" names the methods that are.',
  },
  retracted: {
    status: 410,
    title: 'The event was retracted',
    text: 'It was shown once and found to be wrong; the reason is given. Its id is never used again.',
  },
  conflict: {
    status: 409,
    title: 'The request collides with another',
    text: 'Somebody else changed the same thing; look again and repeat.',
  },
  'too-large': { status: 413, title: 'The body is too large', text: 'Bodies are limited to 10 kB.' },
  'unsupported-type': {
    status: 415,
    title: 'The type of the body is not supported',
    text: 'Send application/json or a form.',
  },
  unprocessable: {
    status: 422,
    title: 'The body is not valid',
    text: 'A member is missing, unknown, or has a value that is not allowed. The member "errors" names it.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    text: 'The header "Retry-After" says in how many seconds to go on.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong here',
    text: 'The fault is ours; it has been noted.',
  },
  unavailable: { status: 503, title: 'Not available at the moment', text: 'Try again a little later.' },
} as const satisfies Record<string, { status: ContentfulStatusCode; title: string; text: string }>;
export type ProblemKind = keyof typeof PROBLEMS;

/** What every route of the API may answer. */
export const API_ERRORS = ['bad-request', 'too-many-requests', 'internal'] as const satisfies ProblemKind[];

/** A new code does not compile until it has a problem of its own. */
export const PROBLEM_OF = {
  BadInput: 'bad-request',
  Unprocessable: 'unprocessable',
  NotFound: 'not-found',
  Conflict: 'conflict',
  Busy: 'unavailable',
} as const satisfies Record<ErrorCode, ProblemKind>;

/** Thrown where a request must end in a problem; the one error map answers it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly kind: ProblemKind;
  readonly errors: Problem['errors'];
  constructor(kind: ProblemKind, detail: string, errors?: Problem['errors']) {
    super(detail);
    this.kind = kind;
    this.errors = errors;
  }
}

export const problemOf = (
  baseUrl: string,
  kind: ProblemKind,
  detail?: string,
  errors?: Problem['errors'],
): Problem => {
  const { status, title } = PROBLEMS[kind];
  return Problem.parse({
    type: `${baseUrl}/problems/${kind}`,
    title,
    status,
    ...(detail && { detail: detail.slice(0, 1000) }),
    ...(errors && { errors }),
  });
};

export const answerProblem = (c: Context, problem: Problem): Response =>
  c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  });
