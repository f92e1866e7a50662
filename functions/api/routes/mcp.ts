import type { Context, Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';

const MOST_BYTES = 10_000;
const NO_JSON = { jsonrpc: '2.0', id: null, error: { code: -32700, message: 'The body is no JSON.' } };

/** The Model Context Protocol over HTTP, for language models: one message a request, no session, nothing streamed. */
export const addMcp = (app: Hono, deps: Deps): void => {
  app.post('/mcp', async (c) => {
    const text = await bodyOf(c);
    const { answerMessage } = await import('../mcp/answer.ts');
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return c.json(NO_JSON, 400);
    }
    const reply = await answerMessage(deps, message);
    return reply ? c.json(reply, 200, { 'cache-control': 'no-store' }) : c.body(null, 202);
  });
};

/** @throws ProblemError unsupported-type or too-large. */
const bodyOf = async (c: Context): Promise<string> => {
  if (!/^application\/json(;|$)/i.test(c.req.header('content-type') ?? ''))
    throw new ProblemError('unsupported-type', 'Send application/json.');
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > MOST_BYTES)
    throw new ProblemError('too-large', `At most ${MOST_BYTES} bytes are taken.`);
  return new TextDecoder().decode(bytes);
};
