import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RecordJob } from '../../shared/events/report.ts';
import { checkSource, findFeed } from '../../shared/ingestion/check-source.ts';
import { httpFetchFeed } from '../../shared/ingestion/fetch-feed.http.ts';
import type { Fetched } from '../../shared/ingestion/fetch-feed.ts';
import { dynamoHostTurns } from '../../shared/ingestion/host-turns.dynamodb.ts';
import { type IngestPorts, ingestSource } from '../../shared/ingestion/ingest-source.ts';
import { afterFailure, afterSuccess } from '../../shared/ingestion/next-visit.ts';
import { planVisits, type VisitJob } from '../../shared/ingestion/plan-visits.ts';
import { dynamoReadingLog } from '../../shared/ingestion/reading-log.dynamodb.ts';
import type { Source } from '../../shared/ingestion/source.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { verdict } from '../fakes/verdicts.ts';

type Reply = {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  wait?: number;
  cut?: boolean;
};

let server: Server;
let base = '';
let replies: Record<string, Reply | ((headers: Record<string, string | string[] | undefined>) => Reply)> = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/silent') return;
    if (request.url === '/drip') {
      const drip = setInterval(() => response.write('<'), 50);
      response.on('close', () => clearInterval(drip));
      return;
    }
    const found = replies[request.url ?? ''] ?? { status: 404 };
    const {
      status = 200,
      headers = {},
      body = '',
      wait = 0,
      cut,
    } = typeof found === 'function' ? found(request.headers) : found;
    setTimeout(() => {
      response.writeHead(status, headers);
      if (cut) response.write(body, () => response.destroy());
      else response.end(body);
    }, wait);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  replies = {};
});

const options = { userAgent: 'Amur/test (+https://amur.example)', mayConnect: () => true };
const fetchFeed = httpFetchFeed(options);
const ask = (path: string, etag: string | null = null) =>
  fetchFeed({ url: base + path, etag, lastModified: null });

describe('fetching', () => {
  it('says who asks, and asks conditionally', async () => {
    let seen: Record<string, unknown> = {};
    replies['/a'] = (headers) => {
      seen = headers;
      return { status: headers['if-none-match'] === '"1"' ? 304 : 200, headers: { etag: '"1"' }, body: 'x' };
    };
    expect(await ask('/a')).toMatchObject({ outcome: 'fetched', etag: '"1"' });
    expect(await ask('/a', '"1"')).toMatchObject({ outcome: 'unchanged' });
    expect(seen['user-agent']).toContain('https://amur.example');
  });

  it.each([
    {
      it: 'a missing feed',
      reply: { status: 404 },
      gives: { outcome: 'failed', reason: 'The server answered 404.' },
    },
    {
      it: 'a busy server',
      reply: { status: 429, headers: { 'retry-after': '120' } },
      gives: { outcome: 'failed', retryAfter: 120 },
    },
    { it: 'a feed that is gone', reply: { status: 410 }, gives: { outcome: 'gone' } },
    {
      it: 'a body that breaks off',
      reply: { headers: { 'content-length': '100' }, body: 'abc', cut: true },
      gives: { outcome: 'failed' },
    },
    {
      it: 'a gzip bomb',
      reply: { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(30_000_000)) },
      gives: { outcome: 'failed', reason: 'The answer is too large when unpacked.' },
    },
    {
      it: 'bytes that are no gzip',
      reply: { headers: { 'content-encoding': 'gzip' }, body: 'no' },
      gives: { outcome: 'failed' },
    },
    {
      it: 'a redirect in a circle',
      reply: { status: 302, headers: { location: '/x' } },
      gives: { outcome: 'failed', reason: 'More than 5 redirects.' },
    },
    {
      it: 'a redirect to a file',
      reply: { status: 302, headers: { location: 'file:///etc/passwd' } },
      gives: { outcome: 'failed', reason: 'Addresses of kind file: are not fetched.' },
    },
  ])('has a word for $it', async ({ reply, gives }) => {
    replies['/x'] = reply as Reply;
    expect(await ask('/x')).toMatchObject(gives);
  });

  it('follows redirects and tells a permanent move', async () => {
    replies['/old'] = { status: 301, headers: { location: '/new' } };
    replies['/new'] = { body: 'feed' };
    expect(await ask('/old')).toMatchObject({ outcome: 'fetched', movedTo: `${base}/new` });
    replies['/old'] = { status: 302, headers: { location: '/new' } };
    expect(await ask('/old')).toMatchObject({ outcome: 'fetched', movedTo: null });
  });

  it.each([
    { it: 'never begins', path: '/silent' },
    { it: 'comes byte by byte and never ends', path: '/drip' },
  ])('gives up on an answer that $it', async ({ path }) => {
    const hasty = httpFetchFeed({ ...options, wholeVisit: 0.4 });
    expect(await hasty({ url: base + path, etag: null, lastModified: null })).toEqual({
      outcome: 'failed',
      reason: 'No complete answer within 0.4 seconds.',
      retryAfter: null,
    });
  });

  it('unpacks gzip', async () => {
    replies['/z'] = { headers: { 'content-encoding': 'gzip' }, body: gzipSync('packed') };
    const fetched = (await ask('/z')) as Extract<Fetched, { outcome: 'fetched' }>;
    expect(Buffer.from(fetched.bytes).toString()).toBe('packed');
  });
});

describe('looking at a source by hand', () => {
  const source = (path: string): Source => ({ ...SOURCE, url: base + path });

  it('tells what a feed is like', async () => {
    replies['/feed'] = {
      headers: { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'max-age=3600' },
      body: feedOf('Act one', 'Other'),
    };
    expect(await checkSource(fetchFeed, source('/feed'))).toEqual({
      format: 'RSS',
      charset: 'utf-8',
      items: 2,
      newest: null,
      again: 60,
      missed: 0,
    });
    replies['/page'] = { body: '<!doctype html><html><p>nothing</p></html>' };
    expect(await checkSource(fetchFeed, source('/page'))).toEqual({ reason: 'The answer is not a feed.' });
  });

  it('finds the feed that a page names, and says so when it names none', async () => {
    replies['/'] = {
      body: '<html><head><link rel="stylesheet" href="x.css"><link type="application/rss+xml" rel="alternate" title="News" href="/feed?a=1&amp;b=2"></head></html>',
    };
    replies['/feed?a=1&b=2'] = { body: feedOf('Act one') };
    expect(await findFeed(fetchFeed, `${base}/`)).toEqual({
      url: `${base}/feed?a=1&b=2`,
      title: 'The Outlet',
      words: 'Act one',
    });
    replies['/'] = { body: '<link rel=alternate type=application/rss+xml href="/">' };
    expect(await findFeed(fetchFeed, `${base}/`)).toEqual({
      reason: `${base}/, which it names, is no feed.`,
    });
    replies['/'] = { body: '<html><body>no feed</body></html>' };
    expect(await findFeed(fetchFeed, `${base}/`)).toEqual({
      reason: 'There is no feed, and the page names none.',
    });
  });
});

describe('the next visit', () => {
  const HOUR = 3_600_000;
  it.each([
    {
      it: 'an outlet that publishes often comes again in a quarter of an hour',
      time: afterSuccess({ itemsPerDay: 200, items: 100 }, 0),
      gives: HOUR / 4,
    },
    { it: 'a rare one later', time: afterSuccess({ itemsPerDay: 2, items: 20 }, 0), gives: (25 / 60) * HOUR },
    {
      it: 'one whose body holds the items of twenty minutes comes twice in that time',
      time: afterSuccess({ itemsPerDay: 1440, items: 20 }, 0),
      gives: HOUR / 6,
    },
    {
      it: 'nobody is visited more than twelve times an hour',
      time: afterSuccess({ itemsPerDay: 100_000, items: 20 }, 0),
      gives: HOUR / 12,
    },
    {
      it: 'one that says it stays fresh for three hours then',
      time: afterSuccess({ itemsPerDay: 200, items: 100 }, 10_800),
      gives: 3 * HOUR,
    },
    { it: 'nobody later than in a day', time: afterSuccess(null, 9_999_999), gives: 24 * HOUR },
    { it: 'a failure waits the usual time', time: afterFailure(1, null, 0), gives: HOUR / 4 },
    { it: 'the hundredth failure waits a day', time: afterFailure(100, null, 0.5), gives: 24 * HOUR },
    { it: 'Retry-After is kept', time: afterFailure(1, 7200, 0), gives: 2 * HOUR },
  ])('$it', ({ time, gives }) => expect(time).toBe(gives));
});

const SOURCE: Source = {
  id: 'outlet',
  outlet: 'The Outlet',
  url: 'https://outlet.example/rss',
  lang: 'en',
  group: 'western',
  on: true,
  offset: 0,
};
const feedOf = (...titles: string[]): Uint8Array =>
  new TextEncoder().encode(
    `<rss version="2.0"><channel><title>The Outlet</title>${titles.map((title) => `<item><title>${title}</title><link>https://outlet.example/${encodeURIComponent(title)}</link></item>`).join('')}</channel></rss>`,
  );

describe('a visit', () => {
  let dynamo: EmbeddedDynamo;
  let now: number;
  let answer: Fetched;
  let queued: RecordJob[];
  let failing: boolean;
  let ports: IngestPorts;

  beforeEach(async () => {
    dynamo = await startEmbedded();
    now = Date.parse('2026-01-15T12:00:00Z');
    queued = [];
    failing = false;
    const sources = dynamoSourceStore(dynamo.client, dynamo.table);
    await sources.sync([SOURCE]);
    ports = {
      sources,
      readings: dynamoReadingLog(dynamo.client, dynamo.table),
      fetchFeed: async () => answer,
      classify: ({ title }) =>
        verdict({
          type: 'summit',
          who: ['xi', 'putin'],
          on: '2026-01-15',
          relevant: title.startsWith('Act'),
        }),
      records: {
        async send(messages) {
          if (failing) throw new Error('the queue is down');
          queued.push(...messages.map(({ body }) => body));
        },
      },
      turns: dynamoHostTurns(dynamo.client, dynamo.table),
      clock: () => new Date(now),
      random: () => 0,
      pause: async (time) => {
        now += time;
        await new Promise((resolve) => setTimeout(resolve, 1));
      },
    };
  });
  afterEach(() => dynamo.stop());

  const fetched = (bytes: Uint8Array, etag: string | null = null): Fetched => ({
    outcome: 'fetched',
    bytes,
    contentType: '',
    url: SOURCE.url,
    movedTo: null,
    etag,
    lastModified: null,
    maxAge: null,
  });
  const visit = () => {
    now += 3_600_000;
    return ingestSource(ports, { sourceId: 'outlet' });
  };

  it('notes each day on which the feed answered, once, and no day on which it failed', async () => {
    const log = dynamoReadingLog(dynamo.client, dynamo.table);
    answer = fetched(feedOf('Act one'));
    await visit();
    await visit();
    now += 86_400_000;
    answer = { outcome: 'failed', reason: 'no answer', retryAfter: null };
    await visit();
    now += 86_400_000;
    answer = { outcome: 'unchanged', maxAge: null };
    await visit();
    expect(await log.days()).toEqual(['2026-01-15', '2026-01-17']);
    await log.mark('2025-12-31');
    await log.mark('2026-01-17');
    expect(await log.days()).toEqual(['2025-12-31', '2026-01-15', '2026-01-17']);
  });

  it('looks at each item once, and again only at those that are new or changed', async () => {
    answer = fetched(feedOf('Act one', 'Other'));
    expect(await visit()).toEqual({
      outcome: 'read',
      items: 2,
      fresh: 2,
      kept: 1,
      refused: { 'no event': 1 },
    });
    answer = fetched(feedOf('Act two', 'Act one', 'Other'));
    expect(await visit()).toMatchObject({ items: 3, fresh: 1, kept: 1 });
    expect(queued.map(({ report }) => report.title)).toEqual(['Act one', 'Act two']);
  });

  it('passes on an item whose text changed as a new version of the same report, and no other', async () => {
    const written = (...texts: string[]) =>
      new TextEncoder().encode(
        `<rss version="2.0"><channel>${texts.map((text, n) => `<item><guid>${n}</guid><link>https://outlet.example/${n}</link><title>Act ${n}</title><description>${text}</description></item>`).join('')}</channel></rss>`,
      );
    answer = fetched(written('first', 'same'), '"1"');
    await visit();
    answer = fetched(written('second', 'same'), '"2"');
    expect(await visit()).toMatchObject({ items: 2, fresh: 1, kept: 1 });
    const [before, , after] = queued.map(({ report }) => report);
    expect(after?.id).toBe(before?.id);
    expect(after?.contentHash).not.toBe(before?.contentHash);
  });

  it('does not read a body that it has read', async () => {
    answer = fetched(feedOf('Act one'), '"1"');
    await visit();
    answer = fetched(feedOf('Act one'), '"2"');
    expect(await visit()).toEqual({ outcome: 'unchanged' });
  });

  it('loses nothing when the queue fails: the same items come with the next attempt, which need not wait', async () => {
    answer = fetched(feedOf('Act one'));
    failing = true;
    await expect(visit()).rejects.toThrow('the queue is down');
    failing = false;
    now += 1000;
    expect(await ingestSource(ports, { sourceId: 'outlet' })).toMatchObject({ outcome: 'read', kept: 1 });
    expect(queued).toHaveLength(1);
  });

  it('lets one of two workers through', async () => {
    answer = fetched(feedOf('Act one'));
    const outcomes = (
      await Promise.all([
        ingestSource(ports, { sourceId: 'outlet' }),
        ingestSource(ports, { sourceId: 'outlet' }),
      ])
    ).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['busy', 'read']);
  });

  describe('to feeds of one host', () => {
    const ids = ['outlet', 'second', 'third'];
    let visits: { from: number; to: number }[];
    let host: (id: string) => string;

    /** Each worker visits each source once, all at the same time. */
    const work = async (workers: number) => {
      await ports.sources.sync(ids.map((id) => ({ ...SOURCE, id, url: `https://${host(id)}/${id}` })));
      visits = [];
      ports.fetchFeed = async () => {
        const from = now;
        for (let step = 0; step < 5; step++) await ports.pause(100);
        visits.push({ from, to: now });
        return fetched(feedOf('Act one'));
      };
      const jobs = Array.from({ length: workers }, () => ids).flat();
      return Promise.all(jobs.map((sourceId) => ingestSource(ports, { sourceId })));
    };

    it('goes one worker at a time, with a rest between', async () => {
      host = () => 'outlet.example';
      const outcomes = await work(2);
      expect(outcomes.filter(({ outcome }) => outcome === 'read')).toHaveLength(3);
      const inOrder = visits.toSorted((a, b) => a.from - b.from);
      for (const [index, { from }] of inOrder.entries())
        if (index > 0) expect(from - (inOrder[index - 1]?.to ?? 0)).toBeGreaterThanOrEqual(1000);
    });

    it('does not hold up other hosts', async () => {
      host = (id) => `${id}.example`;
      await work(1);
      const last = Math.max(...visits.map(({ from }) => from));
      expect(visits.every(({ to }) => to > last)).toBe(true);
    });

    it('is put off to the next plan when the host is held all the time', async () => {
      const later = new Date(now + 90_000_000).toISOString();
      await ports.turns.take('outlet.example', new Date(now).toISOString(), later);
      answer = fetched(feedOf('Act one'));
      expect(await ingestSource(ports, { sourceId: 'outlet' })).toEqual({ outcome: 'busy' });
      const state = (await ports.sources.get('outlet'))?.state;
      expect(state).toMatchObject({ leaseUntil: null, lastVisit: null, failures: 0 });
    });
  });

  it('is free again at once when whoever holds the store alone says that the process died', async () => {
    answer = fetched(feedOf('Act one'));
    await new Promise<void>((asked) => {
      ports.fetchFeed = () => new Promise(() => asked());
      void ingestSource(ports, { sourceId: 'outlet' });
    });
    ports.fetchFeed = async () => answer;
    expect(await ingestSource(ports, { sourceId: 'outlet' })).toEqual({ outcome: 'busy' });
    await ports.sources.endLeases();
    await ports.turns.endAll();
    expect(await ingestSource(ports, { sourceId: 'outlet' })).toMatchObject({ outcome: 'read' });
  });

  it('remembers why a source fails, and tries it later and later', async () => {
    answer = { outcome: 'failed', reason: 'The server answered 500.', retryAfter: null };
    await visit();
    await visit();
    const { state } = (await ports.sources.get('outlet')) ?? {};
    expect(state).toMatchObject({
      failures: 2,
      lastFailure: { reason: 'The server answered 500.' },
      nextVisit: '2026-01-15T14:30:00.000Z',
    });
    answer = fetched(feedOf('Act one'));
    await visit();
    expect((await ports.sources.get('outlet'))?.state).toMatchObject({
      failures: 0,
      lastFailure: { reason: 'The server answered 500.' },
    });
  });

  it('visits a feed no more that is gone for good', async () => {
    answer = { outcome: 'gone' };
    await visit();
    const sent: VisitJob[] = [];
    now += 999_999_999;
    expect(
      await planVisits({
        sources: ports.sources,
        visits: { send: async (messages) => void sent.push(...messages.map(({ body }) => body)) },
        clock: ports.clock,
      }),
    ).toEqual({ due: 0 });
    expect(sent).toEqual([]);
  });

  it('visits a feed again that was gone, once a person switches it on or names another address', async () => {
    for (const again of [
      () => ports.sources.switchTo('outlet', true),
      () => ports.sources.sync([{ ...SOURCE, url: 'https://outlet.example/other' }]),
    ]) {
      answer = { outcome: 'gone' };
      await visit();
      expect((await ports.sources.get('outlet'))?.state.disabled).toContain('410');
      await again();
      const state = (await ports.sources.get('outlet'))?.state;
      expect(state).toMatchObject({ disabled: null, etag: null, bodyHash: null, failures: 0 });
      expect(state?.nextVisit.slice(0, 4)).toBe('1970');
    }
  });

  it('believes a permanent redirect once it has held for days', async () => {
    const asked: string[] = [];
    ports.fetchFeed = async ({ url }) => {
      asked.push(url);
      return {
        ...(fetched(feedOf('Act one'), String(asked.length)) as Extract<Fetched, { outcome: 'fetched' }>),
        url: 'https://new.example/rss',
        movedTo: url === SOURCE.url ? 'https://new.example/rss' : null,
      };
    };
    await visit();
    await visit();
    now += 7 * 86_400_000;
    await visit();
    await visit();
    await visit();
    expect(asked).toEqual([...Array(3).fill(SOURCE.url), ...Array(2).fill('https://new.example/rss')]);
  });

  it('plans a source when it is due and not before', async () => {
    const sent: string[] = [];
    const plan = () =>
      planVisits({
        sources: ports.sources,
        visits: { send: async (messages) => void sent.push(...messages.map(({ body }) => body.sourceId)) },
        clock: ports.clock,
      });
    await plan();
    answer = fetched(feedOf('Act one'));
    await visit();
    await plan();
    now += 3_600_000;
    await plan();
    expect(sent).toEqual(['outlet', 'outlet']);
  });

  it('comes no sooner than the feed itself asks for, even after an answer that had nothing new', async () => {
    const text = new TextDecoder().decode(feedOf('Act one')).replace('<title>', '<ttl>300</ttl><title>');
    answer = fetched(new TextEncoder().encode(text));
    await visit();
    expect((await ports.sources.get('outlet'))?.state.nextVisit).toBe('2026-01-15T18:00:00.000Z');
    now += 5 * 3_600_000;
    answer = { outcome: 'unchanged', maxAge: null };
    await visit();
    expect((await ports.sources.get('outlet'))?.state.nextVisit).toBe('2026-01-16T00:00:00.000Z');
  });

  it('obeys the switch of this installation, whatever the rows say, until it is left to them again', async () => {
    expect(await ports.sources.switchTo('outlet', false)).toBe(true);
    await ports.sources.sync([{ ...SOURCE, outlet: 'Renamed' }]);
    expect((await ports.sources.get('outlet'))?.source).toMatchObject({ on: false, outlet: 'Renamed' });
    await ports.sources.switchTo('outlet', null);
    expect((await ports.sources.get('outlet'))?.source.on).toBe(true);
    expect(await ports.sources.switchTo('nobody', true)).toBe(false);
  });

  it('keeps what is known of a source when its row changes, and forgets one that is no longer listed', async () => {
    answer = fetched(feedOf('Act one'));
    await visit();
    expect(await ports.sources.sync([{ ...SOURCE, outlet: 'Renamed' }])).toEqual({
      added: 0,
      changed: 1,
      removed: 0,
    });
    expect((await ports.sources.get('outlet'))?.state.itemsRead).toBe(1);
    expect(await ports.sources.sync([])).toEqual({ added: 0, changed: 0, removed: 1 });
    expect(await ports.sources.all()).toEqual([]);
  });
});
