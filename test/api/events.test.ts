import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTimeline, type Timeline } from '../fakes/timeline.ts';
import { report } from '../fakes/verdicts.ts';

type Body = {
  data: { id: string; title: string; category: string; eventStart: string; type: string; reports: number }[];
  next: string | null;
};

let amur: Timeline;
const get = (path: string, headers: Record<string, string> = {}) => amur.app.request(path, { headers });
const list = async (path: string): Promise<Body> => (await get(path)).json() as Promise<Body>;
const walk = async (path: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Body = await list(`${path}${cursor ? `&cursor=${cursor}` : ''}`);
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.next;
  }
  return ids;
};

beforeAll(async () => {
  amur = await startTimeline({ seed: true });
  await amur.record(
    report({
      type: 'summit',
      who: ['xi', 'putin'],
      on: '2026-01-05',
      place: 'Beijing',
      outlet: 'One',
      title: '=cmd|" /C calc"!A0, "quoted"\r\nand more',
    }),
  );
  await amur.record(
    report({
      type: 'summit',
      who: ['xi', 'putin'],
      on: '2026-01-05',
      place: 'Beijing',
      outlet: 'Two',
      lang: 'zh',
    }),
  );
  await amur.record(report({ type: 'energy', who: ['gazprom', 'cnpc'], on: '2026-01-07', p: 0.6 }));
  await amur.record(report({ type: 'message', who: ['xi', 'putin'], on: '2026-01-01' }));
}, 30_000);
afterAll(() => amur.stop());

describe('the list of events', () => {
  it('comes newest first, with the article, the chronology and the live ones in one order', async () => {
    const { data } = await list('/v1/events?limit=100');
    const days = data.map(({ eventStart }) => eventStart);
    expect(days).toEqual([...days].sort().reverse());
    expect(data[0]).toMatchObject({ type: 'energy', reports: 1 });
    expect(data[1]).toMatchObject({ type: 'summit', reports: 2 });
  });

  it.each([
    {
      it: 'category',
      query: 'category=military',
      holds: (event: Body['data'][0]) => event.category === 'military',
    },
    { it: 'type', query: 'type=summit', holds: (event: Body['data'][0]) => event.type === 'summit' },
    {
      it: 'dates',
      query: 'from=2022-01-01&to=2022-12-31',
      holds: (event: Body['data'][0]) => event.eventStart.startsWith('2022'),
    },
  ])('shows only what fits when filtered by $it', async ({ query, holds }) => {
    const { data } = await list(`/v1/events?limit=100&${query}`);
    expect(data.length).toBeGreaterThan(0);
    expect(data.filter((event) => !holds(event))).toEqual([]);
  });

  it.each([
    { it: 'an actor', query: 'actor=RU.FIRM.gazprom', least: 2 },
    { it: 'a country', query: 'country=ZA', least: 1 },
    { it: 'an origin', query: 'origin=article', least: 15 },
    { it: 'a series', query: 'series=Joint%20Sea', least: 5 },
    { it: 'an outlet', query: 'source=Two', least: 1 },
    { it: 'a language', query: 'lang=zh', least: 1 },
    { it: 'words of the title', query: 'q=gas%20contract', least: 1 },
    { it: 'little confidence too', query: 'minConfidence=0.5&origin=live', least: 2 },
  ])('finds events by $it', async ({ query, least }) => {
    expect((await list(`/v1/events?limit=100&${query}`)).data.length).toBeGreaterThanOrEqual(least);
  });

  it('leaves leaders’ telegrams out unless they are asked for', async () => {
    const without = await walk('/v1/events?limit=100');
    const all = await walk('/v1/events?limit=100&messages=include');
    expect(all.length).toBe(without.length + 1);
  });

  it('gives each event once however long the pages are, and as many as the export', async () => {
    const whole = await walk('/v1/events?limit=100');
    const rows = (await (await get('/v1/events.ndjson')).text())
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row).id);
    expect(await walk('/v1/events?limit=7')).toEqual(whole);
    expect(await walk('/v1/events?limit=7&sort=date')).toEqual([...whole].reverse());
    expect(rows).toEqual(whole);
    expect(new Set(whole).size).toBe(whole.length);
  });

  it('keeps filters in the links to the next and the first page', async () => {
    const link = (await get('/v1/events?limit=2&category=military')).headers.get('link') ?? '';
    expect(link).toMatch(
      /^<https:\/\/amur\.example\/v1\/events\?limit=2&category=military>; rel="first", <[^>]+category=military&cursor=[\w-]+>; rel="next"$/,
    );
  });

  it('limits the members to those asked for, and keeps the id', async () => {
    const { data } = await list('/v1/events?limit=1&fields=title');
    expect(Object.keys(data[0] ?? {})).toEqual(['id', 'title']);
  });
});

describe('bad input', () => {
  it.each([
    {
      it: 'an unknown parameter',
      query: 'categry=military',
      names: 'categry',
      says: 'did you mean "category"',
    },
    { it: 'an unknown category', query: 'category=sport', names: 'category', says: '' },
    { it: 'a day that does not exist', query: 'from=2025-02-30', names: 'from', says: '' },
    {
      it: 'dates in the wrong order',
      query: 'from=2025-03-01&to=2025-02-01',
      names: 'from',
      says: 'lies after',
    },
    { it: 'a limit beyond the bounds', query: 'limit=101', names: 'limit', says: '' },
    { it: 'a limit that is no number', query: 'limit=1e2', names: 'limit', says: '' },
    { it: 'a single value given twice', query: 'limit=1&limit=2', names: 'limit', says: 'once' },
    { it: 'a cursor from elsewhere', query: 'cursor=abc', names: 'cursor', says: '' },
    { it: 'a query that is too long', query: `q=${'x'.repeat(201)}`, names: 'q', says: '' },
  ])('$it is a 400 that names the parameter', async ({ query, names, says }) => {
    const response = await get(`/v1/events?${query}`);
    const problem = (await response.json()) as {
      status: number;
      detail: string;
      errors: { parameter: string; detail: string }[];
    };
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problem).toMatchObject({ status: 400, errors: [{ parameter: names }] });
    expect(problem.detail).toContain(says);
  });

  it('a cursor of another list is refused', async () => {
    const { next } = await list('/v1/events?limit=1&category=military');
    expect((await get(`/v1/events?limit=1&category=economic&cursor=${next}`)).status).toBe(400);
  });

  it.each([
    { method: 'GET', path: '/v1/nothing', status: 404 },
    { method: 'GET', path: '/v1/events/e0000000000000000', status: 404 },
    { method: 'GET', path: '/v1/events/..%2f..', status: 404 },
    { method: 'POST', path: '/v1/events', status: 405 },
    { method: 'DELETE', path: '/v1/events/e0000000000000000', status: 405 },
  ])('$method $path is a problem with status $status', async ({ method, path, status }) => {
    const response = await amur.app.request(path, { method });
    expect(response.status).toBe(status);
    expect(((await response.json()) as { type: string }).type).toMatch(
      /^https:\/\/amur\.example\/problems\//,
    );
    expect(response.headers.get('allow')).toBe(status === 405 ? 'GET, HEAD, OPTIONS' : null);
  });
});

describe('caching', () => {
  it('answers 304 without a body while nothing has changed, and 200 after a change', async () => {
    const tag = (await get('/v1/events?limit=1')).headers.get('etag') ?? '';
    const same = await get('/v1/events?limit=1', { 'if-none-match': `"other", ${tag}` });
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await get('/v1/events?limit=1', { 'if-none-match': '*' })).status).toBe(304);
    expect((await get('/v1/events?limit=2', { 'if-none-match': tag })).status).toBe(200);
    await amur.record(report({ type: 'call', who: ['xi', 'putin'], on: '2026-01-02' }));
    expect((await get('/v1/events?limit=1', { 'if-none-match': tag })).status).toBe(200);
  });

  it('gives HEAD the same headers as GET', async () => {
    const [head, full] = await Promise.all([
      amur.app.request('/v1/events?limit=1', { method: 'HEAD' }),
      get('/v1/events?limit=1'),
    ]);
    expect(head.headers.get('etag')).toBe(full.headers.get('etag'));
    expect(await head.text()).toBe('');
  });

  it('lets any page read the API and sets no cookie', async () => {
    const response = await get('/v1/events?limit=1');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect((await amur.app.request('/v1/events', { method: 'OPTIONS' })).status).toBe(204);
  });
});

describe('exports and feeds', () => {
  it('agree with the list about which events there are', async () => {
    const query = 'category=military&from=2015-01-01';
    const ids = (await walk(`/v1/events?limit=100&${query}`)).sort();
    const geo = (await (await get(`/v1/events.geojson?${query}`)).json()) as { features: { id: string }[] };
    const csv = (await (await get(`/v1/events.csv?${query}`)).text()).trim().split('\r\n').slice(1);
    const ld = (await (await get(`/v1/events.jsonld?${query}`)).json()) as {
      hasPart: { identifier: string }[];
    };
    const js = (await (await get(`/v1/events.timelinejs.json?${query}`)).json()) as {
      events: { unique_id: string }[];
    };
    expect(geo.features.map(({ id }) => id).sort()).toEqual(ids);
    expect(csv.map((row) => row.slice(0, 17)).sort()).toEqual(ids);
    expect(ld.hasPart.map(({ identifier }) => identifier).sort()).toEqual(ids);
    expect(js.events.map(({ unique_id }) => unique_id).sort()).toEqual(ids);
  });

  it('write a calendar whose lines are at most 75 octets long', async () => {
    const text = await (await get('/v1/events.ics')).text();
    expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it('give no cell of the CSV the beginning of a formula', async () => {
    const text = await (await get('/v1/events.csv')).text();
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  });

  it.each(['/feed.atom', '/feed.rss', '/feed.json'])(
    '%s holds the newest fifty and names itself',
    async (path) => {
      const text = await (await get(path)).text();
      expect(text).toContain(`https://amur.example${path}`);
      expect(text.match(/<entry>|<item>|"date_published"/g)).toHaveLength(50);
    },
  );

  it('never give an outlet’s summary away', async () => {
    const id = (await list('/v1/events?limit=1&type=summit')).data[0]?.id;
    for (const path of [
      '/v1/events.ndjson',
      `/v1/events/${id}`,
      `/v1/events/${id}/sources`,
      `/events/${id}`,
      '/v1/changes?limit=500&since=100',
    ]) {
      expect(await (await get(path)).text()).not.toContain('A summary that never leaves');
    }
  });
});

describe('the record', () => {
  it('replayed from its change feed is the record that is shown', async () => {
    const mirror = new Map<string, { id: string; updatedAt: string }>();
    for (let since: string | null = '0'; since !== null; ) {
      const page = (await (await get(`/v1/changes?limit=50&since=${since}&messages=include`)).json()) as {
        data: { id: string; event: { id: string; updatedAt: string; rev: number } | null }[];
        next: string | null;
      };
      for (const { id, event } of page.data) event ? mirror.set(id, event) : mirror.delete(id);
      since = page.next;
    }
    const shown = (await (await get('/v1/events.ndjson?messages=include')).text())
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row));
    expect([...mirror.keys()].sort()).toEqual(shown.map(({ id }) => id).sort());
    for (const event of shown)
      expect(mirror.get(event.id)).toMatchObject({ rev: event.rev, title: event.title });
  });

  it('counts in statistics what the list counts', async () => {
    const stats = (await (await get('/v1/stats?groupBy=year&from=2015-01-01')).json()) as {
      data: { events: number }[];
    };
    const all = await walk('/v1/events?limit=100&from=2015-01-01');
    expect(stats.data.reduce((sum, { events }) => sum + events, 0)).toBe(all.length);
  });

  it('says how fresh it is, and answers for its life without it', async () => {
    const status = (await (await get('/v1/status')).json()) as {
      counts: Record<string, number>;
      stale: boolean;
    };
    expect(status.counts).toMatchObject({ article: expect.any(Number), live: 4 });
    expect(status.stale).toBe(true);
    expect(await (await get('/healthz')).json()).toEqual({ ok: true });
  });

  it('describes every route in the document, and no page', async () => {
    const document = (await (await get('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, unknown>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/events', '/v1/events/{id}', '/v1/changes', '/v1/claims', '/feed.atom']),
    );
    expect(Object.keys(document.paths)).not.toContain('/');
  });
});

describe('the rate limit', () => {
  it('is told in the RateLimit fields and ends in a 429', async () => {
    const limited = await startTimeline({ rateLimit: 2 });
    const answers = [
      await limited.app.request('/healthz'),
      await limited.app.request('/healthz'),
      await limited.app.request('/healthz'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[1]?.headers.get('ratelimit')).toBe('"default";r=0;t=60');
    expect(answers[2]?.headers.get('retry-after')).toBe('60');
    await limited.stop();
  });
});
