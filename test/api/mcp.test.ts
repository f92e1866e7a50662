import { describe, expect, it } from 'vitest';
import { createApp } from '../../functions/api/app.tsx';
import { eventReader } from '../fakes/event-reader.ts';
import { event } from '../fakes/events.ts';

const talks = event('Leaders met in Moscow', { place: 'Moscow' });
const drill = event('A naval drill', { type: 'joint_exercise', eventStart: '2023-02-17' });
const app = createApp({
  events: eventReader([talks, drill]),
  clock: () => new Date('2026-01-15T12:00:00Z'),
  baseUrl: 'https://amur.example',
});

const post = (body: string, type = 'application/json') =>
  app.request('/mcp', { method: 'POST', body, headers: { 'content-type': type } });

type Reply = {
  result: Record<string, unknown> & {
    structuredContent: { events: { id: string; page: string; sources: string[] }[]; total: number };
    content: { text: string }[];
  };
  error: { code: number };
};
const ask = async (method: string, params: object = {}): Promise<Reply> =>
  (await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))).json() as Promise<Reply>;
const call = (name: string, args: object) => ask('tools/call', { name, arguments: args });

describe('the tools for language models', () => {
  it('introduce themselves in the revision that was asked for, else in the newest', async () => {
    expect((await ask('initialize', { protocolVersion: '2025-06-18' })).result.protocolVersion).toBe(
      '2025-06-18',
    );
    expect((await ask('initialize', { protocolVersion: '1999-01-01' })).result.protocolVersion).toBe(
      '2025-11-25',
    );
  });

  it('are three, read only, each with a schema of what it takes', async () => {
    const { tools } = (await ask('tools/list')).result as unknown as {
      tools: { name: string; inputSchema: { type: string }; annotations: { readOnlyHint: boolean } }[];
    };
    expect(
      tools.map(({ name, inputSchema, annotations }) => [name, inputSchema.type, annotations.readOnlyHint]),
    ).toEqual([
      ['search_events', 'object', true],
      ['get_event', 'object', true],
      ['count_events', 'object', true],
    ]);
  });

  it('find events under the filters of the API, with outlets and page', async () => {
    const { structuredContent } = (await call('search_events', { category: ['military'] })).result;
    expect(structuredContent.total).toBe(1);
    expect(structuredContent.events[0]).toMatchObject({
      id: drill.id,
      page: `https://amur.example/events/${drill.id}`,
      sources: ['The Outlet'],
    });
  });

  it('give one event, and count', async () => {
    expect((await call('get_event', { id: talks.id })).result.structuredContent).toMatchObject({
      place: 'Moscow',
    });
    expect((await call('count_events', { from: '2024-01-01' })).result.structuredContent).toMatchObject({
      total: 1,
      counts: [{ period: '2024', category: 'diplomatic', events: 1, covered: 1 }],
    });
  });

  it.each([
    { it: 'an unknown filter', name: 'search_events', args: { categry: ['military'] }, says: 'categry' },
    { it: 'a limit beyond the bounds', name: 'search_events', args: { limit: 101 }, says: 'limit' },
    { it: 'an id that is none', name: 'get_event', args: { id: 'x' }, says: 'id' },
  ])('say what is wrong with $it, so that the call can be mended', async ({ name, args, says }) => {
    const { result } = await call(name, args);
    expect(result.isError).toBe(true);
    expect(result.content[0]?.text).toContain(says);
  });

  it.each([
    { it: 'no JSON', body: '{', status: 400 },
    { it: 'a notification', body: '{"jsonrpc":"2.0","method":"notifications/initialized"}', status: 202 },
    { it: 'a body of another type', body: '{}', type: 'text/plain', status: 415 },
    { it: 'a body that is too large', body: `"${'x'.repeat(10_000)}"`, status: 413 },
  ])('answer $it with $status', async ({ body, type, status }) => {
    expect((await post(body, type)).status).toBe(status);
  });

  it('refuse unknown methods and tools, and any method but POST', async () => {
    expect((await ask('resources/list')).error.code).toBe(-32601);
    expect((await call('delete_event', {})).error.code).toBe(-32602);
    const answer = await app.request('/mcp');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
