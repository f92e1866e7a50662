import * as z from 'zod';
import { AppError, type ErrorCode } from '../../shared/platform/app-error.ts';
import { log } from '../../shared/platform/log.ts';
import type { ReadSecrets } from '../../shared/subscriptions/secrets.ts';
import { adminOf } from './admin.ts';
import { type Desk, isAllowed, operate, Work } from './desk.ts';

/** An event of the gateway, payload version 2, as far as it matters here. */
const Request = z.object({
  requestContext: z.object({}),
  headers: z.record(z.string(), z.string()),
  body: z.string().max(20_000).default(''),
  isBase64Encoded: z.boolean().default(false),
});

const STATUS = {
  BadInput: 400,
  Unprocessable: 422,
  NotFound: 404,
  Conflict: 409,
  Busy: 503,
} satisfies Record<ErrorCode, number>;

/** What there is to print, and why it went no further. */
type Answer = { lines: string[]; refused?: string };
type Reply = { statusCode: number; headers: Record<string, string>; body: string };

const reply = (statusCode: number, answer: Answer): Reply => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(answer),
});

/**
 * Answers an operator: through the gateway to whoever has a token, by an invocation to whoever the account lets in. An
 * event of the gateway is told by its context, which no caller can leave out.
 */
export const answering =
  (desk: Desk, secrets: ReadSecrets) =>
  async (event: unknown): Promise<Reply | Answer> => {
    const isRequest = typeof event === 'object' && event !== null && 'requestContext' in event;
    if (!isRequest) return (await invoked(desk, event)).answer;
    const { headers, body, isBase64Encoded } = Request.parse(event);
    const admin = adminOf((await secrets()).adminTokens, headers.authorization);
    if (!admin) return reply(401, { lines: [], refused: 'A bearer token of an editor is needed.' });
    const work = workIn(isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body);
    if (!work) return reply(400, { lines: [], refused: 'The body must be {"command": "…", "args": {…}}.' });
    const { status, answer } = await done(async (print) => {
      if (!isAllowed(admin, work)) return 'The token may look, not decide.';
      await operate(desk, work, print, admin.name);
      return undefined;
    });
    log('info', 'Operated.', { by: admin.name, command: work.command, status });
    return reply(status, answer);
  };

const workIn = (body: string): Work | undefined => {
  try {
    return Work.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
};

const invoked = (desk: Desk, event: unknown) =>
  done(async (print) => {
    await operate(desk, Work.parse(event), print);
    return undefined;
  });

/** What `run` prints and returns: why it is forbidden, or nothing. A refusal is told to whoever asked; anything else is a bug and surfaces as one. */
const done = async (
  run: (print: (line: string) => void) => Promise<string | undefined>,
): Promise<{ status: number; answer: Answer }> => {
  const lines: string[] = [];
  try {
    const forbidden = await run((line) => void lines.push(line));
    return forbidden
      ? { status: 403, answer: { lines, refused: forbidden } }
      : { status: 200, answer: { lines } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { status: STATUS[error.code], answer: { lines, refused: error.message } };
  }
};
