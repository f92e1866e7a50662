import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../functions/api/app.tsx';
import { EventType } from '../../shared/classification/verdict.ts';
import type { Event } from '../../shared/events/event.ts';
import { eventReader } from '../fakes/event-reader.ts';
import { event } from '../fakes/events.ts';

const RUNS = { numRuns: 30 };
const NOW = new Date('2026-01-15T12:00:00Z');

const appOver = (events: Event[]) => {
  const reader = eventReader(events);
  return { reader, app: createApp({ events: reader, clock: () => NOW, baseUrl: 'https://amur.example' }) };
};
type App = ReturnType<typeof appOver>['app'];

const json = async <T>(app: App, path: string): Promise<T> => (await app.request(path)).json() as Promise<T>;
type Page = { data: { id: string; title: string }[]; next: string | null };

const walk = async (app: App, path: string, between: () => void = () => {}): Promise<string[]> => {
  const ids: string[] = [];
  for (let next: string | null = ''; next !== null; between()) {
    const page: Page = await json(app, `${path}${next && `&cursor=${next}`}`);
    ids.push(...page.data.map(({ id }) => id));
    next = page.next;
  }
  return ids;
};

const HOSTILE = [
  '=',
  '+',
  '-',
  '@',
  '"',
  ',',
  ';',
  '\r\n',
  '\t',
  '\\',
  '<',
  '&',
  ']]>',
  '\u202e',
  '俄',
  'ж',
  '＝',
  ' ',
];
const title = fc
  .array(fc.constantFrom(...HOSTILE, 'a', 'Z', '9'), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.join('').slice(0, 60) || 'x');

const DAYS = 12_784; // from 1991 to 2025
const day = fc
  .noBias(fc.integer({ min: 0, max: DAYS }))
  .map((days) => new Date(Date.UTC(1991, 0, 1 + days)).toISOString().slice(0, 10));

const events = fc
  .array(
    fc.record({
      title,
      type: fc.constantFrom(...EventType.options),
      eventStart: day,
      grain: fc.constantFrom('day' as const, 'month' as const),
      origins: fc.subarray(['article' as const, 'chronology' as const, 'live' as const], { minLength: 1 }),
      place: fc.constantFrom(null, 'Moscow', 'a place without a point'),
      confidence: fc.constantFrom(0.5, 0.9),
    }),
    { maxLength: 40, size: 'max' },
  )
  .map((all) => all.map((says, index) => event(`event ${index}`, { ...says, eventEnd: says.eventStart })));

const FILTERS = {
  category: ['military', 'economic', 'diplomatic'],
  origin: ['article', 'chronology', 'live'],
  from: ['1995-06-01', '2004-01-01'],
  to: ['2013-01-01', '2025-12-31'],
  minConfidence: ['0.6'],
  messages: ['include'],
  q: ['a', '俄', '<', '%'],
};

/** Two filters at most: more of them leave nothing over to be wrong about. */
const filters = fc
  .subarray(Object.entries(FILTERS), { maxLength: 2 })
  .chain((some) =>
    fc.tuple(...some.map(([name, values]) => fc.constantFrom(...values).map((value) => [name, value]))),
  )
  .map((query) => new URLSearchParams(query as [string, string][]).toString());

/** RFC 4180, as strictly as the export promises it. */
const parseCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};

describe('whatever is on record and whatever is asked for', () => {
  it('every format and the list give the same events for the same filter', async () => {
    await fc.assert(
      fc.asyncProperty(events, filters, async (all, query) => {
        const { app } = appOver(all);
        const text = async (ending: string) => (await app.request(`/v1/events.${ending}?${query}`)).text();
        const ids = (await walk(app, `/v1/events?limit=100&${query}`)).sort();
        const dated = new Set(all.filter(({ grain }) => grain === 'day').map(({ id }) => id));
        const idsIn = async (ending: string, pattern: RegExp) =>
          [...(await text(ending)).matchAll(pattern)].map(([, id]) => id).sort();
        const rows = parseCsv(await text('csv')).slice(1);
        expect(rows.map(([id]) => id).sort()).toEqual(ids);
        expect(await idsIn('ndjson', /^\{"id":"(e[0-9a-f]{16})"/gm)).toEqual(ids);
        expect(await idsIn('geojson', /"type":"Feature","id":"(e[0-9a-f]{16})"/g)).toEqual(ids);
        expect(await idsIn('jsonld', /"identifier":"(e[0-9a-f]{16})"/g)).toEqual(ids);
        expect(await idsIn('timelinejs.json', /"unique_id":"(e[0-9a-f]{16})"/g)).toEqual(ids);
        expect(await idsIn('ics', /UID:(e[0-9a-f]{16})@/g)).toEqual(ids.filter((id) => dated.has(id)));
        const feed = await (await app.request(`/feed.json?${query}`)).json();
        expect((feed as { items: unknown[] }).items).toHaveLength(Math.min(50, ids.length));
      }),
      RUNS,
    );
  });

  it('a walk with pages of any length gives each event once, in every order, also while events are added', async () => {
    const sorts = fc.constantFrom('-date', 'date', '-updatedAt', '-score');
    await fc.assert(
      fc.asyncProperty(events, sorts, fc.integer({ min: 1, max: 9 }), async (all, sort, limit) => {
        const { app, reader } = appOver(all);
        const before = all.filter(({ type }) => type !== 'message').map(({ id }) => id);
        let added = 0;
        const path = `/v1/events?sort=${sort}&limit=${limit}`;
        const ids = await walk(app, path, () => reader.put(event(`added ${added++}`)));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => before.includes(id)).sort()).toEqual(before.sort());
      }),
      RUNS,
    );
  });

  it('a list is the same from the store and from memory, in every order and under every filter', async () => {
    const sorts = fc.constantFrom('-date', 'date', '-updatedAt', '-score');
    await fc.assert(
      fc.asyncProperty(events, sorts, filters, async (all, sort, query) => {
        const [fresh, warm] = [appOver(all), appOver(all)];
        await warm.app.request('/v1/facets');
        const path = `/v1/events?sort=${sort}&limit=5&${query}`;
        expect(await walk(fresh.app, path)).toEqual(await walk(warm.app, path));
      }),
      RUNS,
    );
  });

  it('a CSV gives back the titles, and no cell begins like a formula', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const { app } = appOver(all);
        const body = await (await app.request('/v1/events.csv?messages=include')).text();
        const [header = [], ...rows] = parseCsv(body);
        const at = header.indexOf('title');
        const titles = rows.map((row) => (row[at] ?? '').replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, ''));
        expect(titles.sort()).toEqual(all.map((one) => one.title).sort());
        expect(rows.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/u.test(cell))).toEqual([]);
        expect(body).not.toMatch(/[^\r]\n(?=e[0-9a-f]{16},)/);
      }),
      RUNS,
    );
  });

  it('a calendar has no line longer than 75 octets, and only lines that begin with a name or a space', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const lines = (await (await appOver(all).app.request('/v1/events.ics')).text()).split('\r\n');
        expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
        expect(lines.slice(0, -1).filter((line) => !/^([A-Z-]+[:;]| )/.test(line))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('statistics count what the list has, in every step, and leave no period out', async () => {
    type Stats = { data: { period: string; events: number }[]; total: number };
    await fc.assert(
      fc.asyncProperty(events, filters, async (all, query) => {
        const { app } = appOver(all);
        const ids = await walk(app, `/v1/events?limit=100&${query}`);
        for (const step of ['month', 'year', 'decade']) {
          const stats = await json<Stats>(app, `/v1/stats?groupBy=${step}&${query}`);
          const sum = stats.data.reduce((total, { events: count }) => total + count, 0);
          expect([sum, stats.total]).toEqual([ids.length, ids.length]);
        }
      }),
      RUNS,
    );
  });

  it('the change feed, replayed from its beginning and applied twice, is the list', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.nat(), async (all, seed) => {
        const { app, reader } = appOver(all);
        const [first, second] = [all[seed % Math.max(1, all.length)], all[0]];
        if (first) reader.put({ ...first, type: 'message', rev: 2 });
        if (second)
          reader.bury({
            id: second.id,
            kind: 'retracted',
            into: null,
            reason: 'wrong',
            at: NOW.toISOString(),
          });
        const mirror = new Map<string, unknown>();
        for (const _ of ['once', 'twice'])
          for (let next: string | null = '0'; next !== null; ) {
            const page: { data: { id: string; event: unknown }[]; next: string | null } = await json(
              app,
              `/v1/changes?limit=7&cursor=${next}`,
            );
            for (const { id, event: after } of page.data) after ? mirror.set(id, after) : mirror.delete(id);
            next = page.next;
          }
        const list = (await json<{ data: { id: string }[] }>(app, '/v1/events?limit=100')).data;
        expect([...mirror.values()]).toHaveLength(list.length);
        for (const one of list) expect(mirror.get(one.id)).toEqual(one);
      }),
      RUNS,
    );
  });
});

describe('the record in memory', () => {
  it('is read once and then follows the change feed', async () => {
    const { app, reader } = appOver([event('one'), event('two')]);
    await app.request('/v1/facets');
    const before = { ...reader.reads };
    reader.put(event('three'));
    reader.put({ ...event('one'), title: 'One, told anew' });
    reader.bury({
      id: event('two').id,
      kind: 'merged',
      into: event('one').id,
      reason: 'the same',
      at: NOW.toISOString(),
    });
    const body = await (await app.request('/v1/events.ndjson')).text();
    expect(body).toContain('One, told anew');
    expect(body.trim().split('\n')).toHaveLength(2);
    expect(reader.reads.list).toBe(before.list);
  });

  it('is not looked at where nothing has changed since the given tag', async () => {
    const { app, reader } = appOver([event('one')]);
    const tag = (await app.request('/v1/events.csv')).headers.get('etag') ?? '';
    const before = { ...reader.reads };
    const answer = await app.request('/v1/events.csv', { headers: { 'if-none-match': tag } });
    expect(answer.status).toBe(304);
    expect(reader.reads).toEqual({ ...before, head: before.head + 1 });
  });
});
