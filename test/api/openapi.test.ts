import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { createApp } from '../../functions/api/app.tsx';
import { withDefaults } from '../../functions/api/deps.ts';
import { EXAMPLES } from '../../functions/api/examples.ts';
import { apiRoutes } from '../../functions/api/routes.ts';
import { eventReader } from '../fakes/event-reader.ts';

const deps = {
  events: eventReader(),
  clock: () => new Date('2026-01-15T12:00:00Z'),
  baseUrl: 'https://amur.example',
};
const routes = apiRoutes(withDefaults(deps));

type Schema = { [key: string]: unknown };
type Parameter = { name: string; description?: string; schema: Schema };
type Operation = { operationId: string; parameters: Parameter[]; responses: Record<string, unknown> };
type Document = {
  paths: Record<string, { get?: Operation }>;
  components: { schemas: Record<string, Schema> };
};
const document = (await (await createApp(deps).request('/openapi.json')).json()) as Document;
const operations = Object.values(document.paths).flatMap(({ get }) => get ?? []);

/** Every schema inside a value. */
const schemasIn = (value: unknown): Schema[] => {
  if (Array.isArray(value)) return value.flatMap(schemasIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Schema, ...Object.values(value).flatMap(schemasIn)];
};
const shapes = [
  ...schemasIn(document.components.schemas),
  ...operations.flatMap(({ parameters }) => parameters.flatMap(({ schema }) => schemasIn(schema))),
];

describe('the OpenAPI document', () => {
  it.each(routes.filter(({ operationId }) => EXAMPLES[operationId]))(
    '$operationId shows an answer that its own schema accepts whole',
    ({ operationId, answer }) => {
      const parsed = (answer.schema as z.ZodType).safeParse(EXAMPLES[operationId]);
      expect(parsed.error?.issues ?? []).toEqual([]);
      expect(parsed.data).toEqual(EXAMPLES[operationId]);
    },
  );

  it('bounds every text and every list', () => {
    const texts = shapes.filter(
      ({ type }) => type === 'string' || (Array.isArray(type) && type.includes('string')),
    );
    const lists = shapes.filter(({ type, items }) => type === 'array' && items);
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter((text) => !('maxLength' in text || 'enum' in text || 'const' in text))).toEqual([]);
    expect(lists.filter((list) => !('maxItems' in list))).toEqual([]);
  });

  it('explains every parameter, and gives numbers their bounds', () => {
    const all = operations.flatMap(({ parameters }) => parameters);
    expect(all.filter(({ description }) => !description)).toEqual([]);
    const limit = document.paths['/v1/events']?.get?.parameters.find(({ name }) => name === 'limit');
    expect(limit?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 100, default: 20 });
  });

  it('names each operation once and tells of its problems', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations)
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['200', '304', '400', '429', '500']));
  });
});

describe('the API', () => {
  it.each(routes.map(({ path, query }) => ({ path: path.replace(/:\w+/, 'e0123456789abcdef'), query })))(
    '$path refuses a parameter that it does not know, whatever tag is sent along',
    async ({ path, query }) => {
      const answer = await createApp(deps).request(`${path}?nonsense=1`, {
        headers: { 'if-none-match': '*' },
      });
      const body = (await answer.json()) as {
        status: number;
        errors: { parameter: string; detail: string }[];
      };
      expect([answer.status, body.status, body.errors[0]?.parameter]).toEqual([400, 400, 'nonsense']);
      expect(body.errors[0]?.detail).toContain(
        Object.keys(query).length > 0 ? 'did you mean' : 'no parameters',
      );
    },
  );

  it.each([
    '/v1/status',
    '/v1/sources',
    '/v1/claims',
    '/v1/accuracy',
    '/v1/digests',
    '/openapi.json',
    '/docs',
    '/',
    '/healthz',
    '/feed.rss',
  ])('%s has a tag, and HEAD the same headers as GET', async (path) => {
    const app = createApp(deps);
    const [full, head] = [await app.request(path), await app.request(path, { method: 'HEAD' })];
    expect(full.headers.get('etag')).toMatch(/^W\/"[^"]+"$/);
    expect([...head.headers]).toEqual([...full.headers]);
    expect(await head.text()).toBe('');
  });

  it('never calls something unchanged that is not there', async () => {
    const headers = { 'if-none-match': '*' };
    const answer = await createApp(deps).request('/v1/events/e0123456789abcdef', { headers });
    expect(answer.status).toBe(404);
  });

  it('counts down what is left of the limit, for each client apart', async () => {
    const app = createApp({ ...deps, rateLimit: 3, clientOf: (c) => c.req.header('x-client') ?? '' });
    const left = async (client: string) =>
      (await app.request('/healthz', { headers: { 'x-client': client } })).headers.get('ratelimit');
    expect([await left('a'), await left('a'), await left('b')]).toEqual([
      '"default";r=2;t=60',
      '"default";r=1;t=60',
      '"default";r=2;t=60',
    ]);
  });

  it('hides what went wrong inside', async () => {
    const broken = { ...eventReader(), list: () => Promise.reject(new Error('secret of the store')) };
    const answer = await createApp({ ...deps, events: broken }).request('/v1/events');
    const text = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
    ]);
    expect(text).not.toContain('secret');
  });
});
