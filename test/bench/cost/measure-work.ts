import { createApp } from '../../../functions/api/app.tsx';
import { loadSeed, seedClaims, seedCoverage, seedTellings } from '../../../seed/load-seed.ts';
import type { Verdict } from '../../../shared/classification/verdict.ts';
import { dynamoDigestStore } from '../../../shared/digest/digest-store.dynamodb.ts';
import { freezeDigest } from '../../../shared/digest/freeze-digest.ts';
import { dynamoAsideStore } from '../../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../../shared/events/event-store.dynamodb.ts';
import { recordReport } from '../../../shared/events/record-report.ts';
import type { Report } from '../../../shared/events/report.ts';
import { signatureOf } from '../../../shared/events/signature.ts';
import type { SeedTelling } from '../../../shared/events/telling.ts';
import type { Fetched } from '../../../shared/ingestion/fetch-feed.ts';
import { dynamoHostTurns } from '../../../shared/ingestion/host-turns.dynamodb.ts';
import { ingestSource } from '../../../shared/ingestion/ingest-source.ts';
import { planVisits } from '../../../shared/ingestion/plan-visits.ts';
import { dynamoReadingLog } from '../../../shared/ingestion/reading-log.dynamodb.ts';
import type { Source } from '../../../shared/ingestion/source.ts';
import { dynamoSourceStore } from '../../../shared/ingestion/source-store.dynamodb.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../../shared/platform/embedded-dynamo.dynalite.ts';
import { metered, type Used } from './meter.ts';

type Measured = Awaited<ReturnType<typeof measureVisits>> &
  Awaited<ReturnType<typeof measureRecording>> &
  Awaited<ReturnType<typeof measureReading>>;
/** `eventsKept`: how many events the store held when it was read from. */
export type Work = Measured & { digest: Used; eventsKept: number };

const SOURCES = 60;
const ITEMS = 40; // in a usual feed
const EVENTS = 112; // of the seed and of the reports measured here

const source = (n: number): Source => ({
  id: `made-up-${n}`,
  outlet: `Made Up ${n}`,
  url: `https://example.org/${n}`,
  lang: 'en',
  group: 'private',
  on: true,
  offset: 0,
});

const feed = (run: number): Uint8Array =>
  new TextEncoder().encode(
    `<rss version="2.0"><channel><title>Made Up</title>${Array.from(
      { length: ITEMS },
      (_, n) =>
        `<item><title>Item ${run + n} of a made-up feed</title><link>https://example.org/${run + n}</link></item>`,
    ).join('')}</channel></rss>`,
  );

const answered = (run: number): Fetched => ({
  outcome: 'fetched',
  bytes: feed(run),
  contentType: 'application/rss+xml',
  url: 'https://example.org',
  movedTo: null,
  etag: '"1"',
  lastModified: null,
  maxAge: null,
});

const ignored = (): Verdict => ({ ...verdictOf(telling(0)), relevant: false, p: 0.05, signature: null });

const telling = (n: number): SeedTelling => {
  const all = seedTellings();
  const one = all[n % all.length];
  if (!one) throw new Error('the seed is empty');
  return one;
};

const verdictOf = (one: SeedTelling): Verdict => ({
  relevant: true,
  p: 0.95,
  z: 3,
  lang: 'en',
  category: one.category,
  secondary: [],
  type: one.type,
  runnerUp: null,
  status: 'done',
  eventStart: one.eventStart,
  eventEnd: one.eventEnd,
  grain: one.grain,
  dateBasis: { from: 'text', text: 'on that day' },
  place: one.place,
  series: one.series,
  ordinal: one.ordinal,
  actors: one.actors,
  track: null,
  wedge: null,
  signature: signatureOf(one),
  evidence: [],
  lexiconVersion: '1',
  modelVersion: '1',
});

const reportOf = (n: number, verdict: Verdict): Report => ({
  id: `r${n.toString(16).padStart(24, '0')}`,
  sourceId: 'made-up',
  outlet: `Made Up ${n % 20}`,
  group: 'private',
  url: `https://example.org/reports/${n}`,
  title: `A made-up headline of the usual length that tells of event number ${n}`,
  summary: 'A summary in the length that feeds usually give. '.repeat(6),
  published: '2026-03-03T06:00:00.000Z',
  firstSeen: '2026-03-03T06:00:00.000Z',
  contentHash: String(n),
  version: 1,
  verdict,
});

/** An event of its own: a day that nobody else has, far after the seed. */
const freshVerdict = (n: number): Verdict => {
  const day = new Date(Date.UTC(2027, 0, 1 + n * 9)).toISOString().slice(0, 10);
  return { ...verdictOf(telling(57)), eventStart: day, eventEnd: day };
};

type Bench = ReturnType<typeof open>;

const clock = () => new Date('2026-03-10T06:00:00Z');
const nowhere = { send: async () => {} };

const open = (dynamo: EmbeddedDynamo) => {
  const { client, measure } = metered(dynamo);
  return {
    measure,
    events: dynamoEventStore(client, dynamo.table),
    asides: dynamoAsideStore(client, dynamo.table),
    sources: dynamoSourceStore(client, dynamo.table),
    readings: dynamoReadingLog(client, dynamo.table),
    turns: dynamoHostTurns(client, dynamo.table),
    digests: dynamoDigestStore(client, dynamo.table),
  };
};

const measureVisits = async ({ measure, sources, readings, turns }: Bench) => {
  let hours = 0;
  const visit = (fetched: (run: number) => Fetched) => (run: number) => {
    const later = () => new Date(clock().getTime() + ++hours * 3_600_000);
    const fetchFeed = async () => fetched(run);
    const ports = {
      sources,
      readings,
      turns,
      fetchFeed,
      classify: ignored,
      records: nowhere,
      clock: later,
      random: () => 0.5,
      pause: async () => {},
    };
    return ingestSource(ports, { sourceId: `made-up-${run}` });
  };
  await measure(visit(answered), SOURCES); // what is remembered of a source is little before its first visit
  const changedVisit = await measure(
    visit((run) => answered(run + 10)),
    SOURCES,
  );
  const unchanged = () => ({ outcome: 'unchanged', maxAge: null }) as const;
  const unchangedVisit = await measure(visit(unchanged), SOURCES);
  const plan = await measure(() => planVisits({ sources, visits: nowhere, clock }), 3);
  return { changedVisit, unchangedVisit, plan };
};

const measureRecording = async ({ measure, events, asides }: Bench) => {
  const record = (n: number, verdict: Verdict) =>
    recordReport({ events, asides, clock }, reportOf(n, verdict));
  const newEvent = await measure((run) => record(run, freshVerdict(run)), 20);
  const joinedReport = await measure((run) => record(1000 + run, freshVerdict(run % 20)), 60);
  const friction = { ...freshVerdict(0), relevant: false, track: 'friction' as const, signature: null };
  const aside = await measure((run) => record(9000 + run, friction), 20);
  return { newEvent, joinedReport, aside };
};

const measureReading = async ({ measure, events, asides, sources, digests }: Bench) => {
  const parts = { events, asides, sources, digests, clock, baseUrl: 'https://example.org' };
  const app = createApp({ ...parts, claims: seedClaims(), coverage: seedCoverage() });
  const coldPage = await measure(async () => app.request('/'));
  const page = await measure(async () => app.request('/'), 5);
  const list = await measure(async () => app.request('/v1/events'), 5);
  const answer = await app.request('/v1/events');
  const headers = { 'if-none-match': answer.headers.get('etag') ?? '' };
  const notModified = await measure(async () => app.request('/v1/events', { headers }), 5);
  const bytes = async (response: Response | Promise<Response>) =>
    (await (await response).arrayBuffer()).byteLength;
  return {
    coldPage,
    page,
    list,
    notModified,
    pageBytes: await bytes(app.request('/')),
    listBytes: await bytes(answer),
  };
};

/** What each piece of work costs the table and takes in time, run with the real use cases on the embedded store. */
export const measureWork = async (): Promise<Work> => {
  const dynamo = await startEmbedded();
  const bench = open(dynamo);
  const { events, sources, digests, measure } = bench;
  await loadSeed(
    { events, sources, clock },
    Array.from({ length: SOURCES }, (_, n) => source(n)),
  );
  const work = {
    ...(await measureVisits(bench)),
    ...(await measureRecording(bench)),
    ...(await measureReading(bench)),
  };
  const digest = await measure(() =>
    freezeDigest({ events, digests, clock, health: async () => null }, '2026-W10' as never),
  );
  await dynamo.stop();
  return { ...work, digest, eventsKept: EVENTS };
};
