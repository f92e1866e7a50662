import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { answering } from '../../functions/operate/answer.ts';
import type { Desk } from '../../functions/operate/desk.ts';
import { secretsOf } from '../../shared/subscriptions/secrets.ts';

const hash = (token: string): string => createHash('sha256').update(token).digest('hex');
const [EDITOR, READER] = ['editor-'.repeat(5), 'reader-'.repeat(5)];
const secrets = async () =>
  secretsOf({
    master: 'm'.repeat(32),
    tokenKeys: [],
    adminTokens: [
      { name: 'An editor', hash: hash(EDITOR), scopes: ['read', 'review'] },
      { name: 'A guest', hash: hash(READER), scopes: ['read'] },
    ],
  });

const switched: [string, boolean | null][] = [];
const SOURCE = { id: 'made-up', url: 'https://example.org/feed', group: 'private', on: true, offset: 0 };
const desk = {
  clock: () => new Date('2026-03-10T06:00:00Z'),
  pause: async () => {},
  sources: {
    all: async () => [{ source: SOURCE }],
    switchTo: async (id: string, on: boolean | null) => void switched.push([id, on]),
  },
  turns: { take: async () => true, end: async () => {} },
  fetchFeed: async () => ({ outcome: 'failed', reason: 'It refuses clouds.' }),
  asides: { list: async () => [] },
} as unknown as Desk;

const answer = answering(desk, secrets);
const request = (token: string | null, work: unknown, text?: string) =>
  answer({
    version: '2.0',
    requestContext: { http: { method: 'POST' } },
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    body: Buffer.from(text ?? JSON.stringify(work)).toString('base64'),
    isBase64Encoded: true,
  }) as Promise<{ statusCode: number; body: string }>;
const list = { command: 'review-list', args: { kind: 'review', limit: 5 } };
const off = { command: 'sources-switch', args: { names: ['made-up'], to: 'off' } };

describe('an editor from afar', () => {
  it.each([
    { it: 'nobody without a token', token: null, work: list, status: 401 },
    { it: 'nobody with a wrong token', token: 'wrong-'.repeat(6), work: list, status: 401 },
    { it: 'nobody with the hash of a token', token: hash(EDITOR), work: list, status: 401 },
    { it: 'a reader who looks', token: READER, work: list, status: 200 },
    { it: 'no reader who decides', token: READER, work: off, status: 403 },
    { it: 'an editor who decides', token: EDITOR, work: off, status: 200 },
    {
      it: 'no command that is not for editors',
      token: EDITOR,
      work: { command: 'ingest', args: {} },
      status: 404,
    },
    {
      it: 'no name that every object has',
      token: EDITOR,
      work: { command: 'toString', args: {} },
      status: 404,
    },
    { it: 'no wrong arguments', token: EDITOR, work: { ...off, args: { names: [] } }, status: 400 },
    {
      it: 'no unknown source',
      token: EDITOR,
      work: { ...off, args: { names: ['x'], to: 'off' } },
      status: 400,
    },
    {
      it: 'no look at all sources in one request',
      token: EDITOR,
      work: { command: 'sources-check', args: { names: [] } },
      status: 400,
    },
  ])('is let in or refused: $it', async ({ token, work, status }) => {
    const { statusCode, body } = await request(token, work);
    expect({ statusCode, says: body }).toMatchObject({ statusCode: status });
  });

  it.each(['no JSON', '[]', '{"command":1}'])('is told what a body must be instead of %s', async (text) => {
    expect(await request(EDITOR, null, text)).toMatchObject({ statusCode: 400 });
  });

  it('changes nothing when refused', async () => {
    switched.length = 0;
    await request(READER, off);
    await request(null, off);
    expect(switched).toEqual([]);
    await request(EDITOR, off);
    expect(switched).toEqual([['made-up', false]]);
  });
});

describe('an invocation that the account let in', () => {
  it('looks at every source, and says what each answers', async () => {
    const { lines } = (await answer({ command: 'sources-check', args: { names: [] } })) as {
      lines: string[];
    };
    expect(lines.join(' ')).toMatch(/made-up.*no.*It refuses clouds.*0 of 1 answer/);
  });

  it('fails loudly when fewer answer than were asked for', async () => {
    const args = { names: [], atLeast: '50' };
    expect(await answer({ command: 'sources-check', args })).toEqual({
      lines: expect.arrayContaining([expect.stringContaining('It refuses clouds.')]),
      refused: 'Only 0 of 1 sources answer from here.',
    });
  });
});
