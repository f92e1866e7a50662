import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SourceHealth, sourceHealth } from '../../functions/api/health.ts';
import type { Report } from '../../shared/events/report.ts';
import { httpFetchFeed } from '../../shared/ingestion/fetch-feed.http.ts';
import { dynamoHostTurns } from '../../shared/ingestion/host-turns.dynamodb.ts';
import { ingestSource, type Visit } from '../../shared/ingestion/ingest-source.ts';
import { planVisits, type VisitJob } from '../../shared/ingestion/plan-visits.ts';
import { dynamoReadingLog } from '../../shared/ingestion/reading-log.dynamodb.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { OUTLETS, type OutletName, startOutlets } from '../fakes/outlets.ts';
import { verdict } from '../fakes/verdicts.ts';

const ROUNDS = 4;
const HOUR = 3_600_000;
const BEGAN = Date.parse('2026-01-15T12:00:00Z');

/** What each visit of an outlet comes to, what is kept of it, and how its state reads afterwards. */
type Row = { outlet: OutletName; visits: Visit['outcome'][]; titles?: string[]; words: RegExp };
const TWO = ['One', 'Two'];
const failing = (reason: string): Pick<Row, 'visits' | 'words'> => ({
  visits: ['failed', 'failed'],
  words: new RegExp(`^Fails, \\d times in a row: ${reason} It has never answered\\.$`),
});

const ROWS: Row[] = [
  {
    outlet: 'good',
    visits: ['read', 'unchanged', 'read'],
    titles: [...TWO, 'Three'],
    words: /^Answers.* Its newest item is of 15 January 2026\.$/,
  },
  { outlet: 'slow', visits: ['read', 'unchanged'], titles: TWO, words: /^Answers/ },
  { outlet: 'packed', visits: ['read', 'unchanged'], titles: TWO, words: /^Answers/ },
  { outlet: 'packed-otherwise', visits: ['read', 'unchanged'], titles: TWO, words: /^Answers/ },
  { outlet: 'moved', visits: ['read', 'unchanged'], titles: TWO, words: /^Answers/ },
  { outlet: 'recovers', visits: ['failed', 'read', 'unchanged'], titles: ['One'], words: /^Answers/ },
  {
    outlet: 'lies-about-its-charset',
    visits: ['read'],
    titles: ['Москва и Пекин подписали договор о поставках'],
    words: /^Answers/,
  },
  { outlet: 'lies-about-its-kind', visits: ['read'], titles: TWO, words: /^Answers/ },
  { outlet: 'lies-about-change', visits: ['read', 'unchanged'], titles: TWO, words: /^Answers/ },
  { outlet: 'lies-about-dates', visits: ['read'], titles: ['One'], words: /^Answers\.$/ },
  { outlet: 'lies-about-its-length', ...failing('The connection broke off\\.') },
  {
    outlet: 'archive',
    visits: ['read'],
    titles: ['One'],
    words: /nothing new for two weeks\. Its newest item is of 15 January 2017\.$/,
  },
  { outlet: 'page', ...failing('The answer is not a feed\\.') },
  { outlet: 'missing', ...failing('The server answered 404\\.') },
  { outlet: 'busy', visits: ['failed'], words: /^Fails(, \d times in a row)?: The server answered 429\./ },
  { outlet: 'gone', visits: ['gone'], words: /^Gone for good/ },
  { outlet: 'circle', ...failing('More than 5 redirects\\.') },
  { outlet: 'to-a-file', ...failing('Addresses of kind file: are not fetched\\.') },
  { outlet: 'resets', ...failing('The connection broke off\\.') },
  { outlet: 'bomb', ...failing('The answer is too large when unpacked\\.') },
  { outlet: 'no-gzip', ...failing('The answer cannot be unpacked\\.') },
  { outlet: 'silent', ...failing('No complete answer within 0\\.5 seconds\\.') },
  { outlet: 'drips', ...failing('No complete answer within 0\\.5 seconds\\.') },
  { outlet: 'endless', ...failing('The answer is too large\\.') },
  { outlet: 'endless-headers', ...failing('The answer is no proper HTTP\\.') },
  { outlet: 'laughs', visits: ['read'], titles: ['One', '&b;'], words: /^Answers/ },
  { outlet: 'cut-off', visits: ['read'], titles: ['One'], words: /^Answers/ },
];

describe('a day with good, slow, lying, broken and hostile outlets', () => {
  let dynamo: EmbeddedDynamo;
  let outlets: Awaited<ReturnType<typeof startOutlets>>;
  let health: SourceHealth[];
  let now = BEGAN;
  const reports: Report[] = [];
  const visits = new Map<string, Visit['outcome'][]>();

  beforeAll(async () => {
    [dynamo, outlets] = await Promise.all([startEmbedded(), startOutlets()]);
    const clock = () => new Date(now);
    const sources = dynamoSourceStore(dynamo.client, dynamo.table);
    await sources.sync(
      Object.keys(OUTLETS).map((id) => ({
        id,
        outlet: id,
        url: `${outlets.base}/${id}`,
        lang: 'en',
        group: 'other',
        on: true,
        offset: 0,
      })),
    );
    const ports = {
      sources,
      clock,
      turns: dynamoHostTurns(dynamo.client, dynamo.table),
      readings: dynamoReadingLog(dynamo.client, dynamo.table),
      fetchFeed: httpFetchFeed({ userAgent: 'Amur/test', mayConnect: () => true, wholeVisit: 0.5 }),
      classify: () => verdict({ type: 'summit', who: ['xi', 'putin'], on: '2026-01-15' }),
      records: {
        send: async (messages: { body: { report: Report } }[]) =>
          void reports.push(...messages.map(({ body }) => body.report)),
      },
      random: () => 0,
      pause: async (time: number) => {
        now += time;
      },
    };
    const work = async ({ sourceId }: VisitJob): Promise<void> => {
      const { outcome } = await ingestSource(ports, { sourceId });
      visits.set(sourceId, [...(visits.get(sourceId) ?? []), outcome]);
    };
    for (let round = 0; round < ROUNDS; round++) {
      now = BEGAN + round * HOUR;
      const planned: VisitJob[] = [];
      const queue = {
        send: async (messages: { body: VisitJob }[]) =>
          void planned.push(...messages.map(({ body }) => body)),
      };
      await planVisits({ sources, clock, visits: queue });
      for (const job of planned) await work(job);
    }
    health = await sourceHealth({ sources, clock });
  }, 60_000);
  afterAll(async () => {
    outlets.stop();
    await dynamo.stop();
  });

  it.each(ROWS)('$outlet', ({ outlet, visits: wanted, titles = [], words }) => {
    expect(visits.get(outlet)?.slice(0, wanted.length)).toEqual(wanted);
    expect(reports.filter((report) => report.outlet === outlet).map(({ title }) => title)).toEqual(titles);
    expect(health.find(({ id }) => id === outlet)?.words).toMatch(words);
  });

  it('has a row for every outlet', () => {
    expect(ROWS.map(({ outlet }) => outlet)).toEqual(Object.keys(OUTLETS));
  });

  it('visits what fails less and less often, and never gives up but for 410', () => {
    expect(visits.get('gone')).toHaveLength(1);
    const next = (id: OutletName) => health.find((source) => source.id === id)?.nextVisit;
    expect(next('gone')).toBeNull();
    const waits = (Date.parse(next('missing') ?? '') - BEGAN - (ROUNDS - 1) * HOUR) / HOUR;
    expect(waits).toBeGreaterThan(0.99);
  });

  it('never takes a date of the far future for publication', () => {
    expect(reports.find(({ outlet }) => outlet === 'lies-about-dates')?.published).toBeNull();
  });
});
