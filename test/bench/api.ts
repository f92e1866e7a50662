import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Hono } from 'hono';
import { createApp } from '../../functions/api/app.tsx';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import type { BenchRow } from './bench-row.ts';
import { fill, idOf } from './scale/fill.ts';
import { madeUpEvents, ofTheYears } from './scale/made-up-events.ts';

const EVENTS = { full: 10_000, quick: 1_000 };
const TIMES = { full: 200, quick: 40 };

type Timed = { p50: number; p95: number; aSecond: number };

/** One after the other, after a few that are not counted; milliseconds, and how many a second that makes. */
const timed = async (times: number, work: () => Promise<unknown>): Promise<Timed> => {
  for (let run = 0; run < 10; run++) await work();
  const took: number[] = [];
  for (let run = 0; run < times; run++) {
    const start = performance.now();
    await work();
    took.push(performance.now() - start);
  }
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), aSecond: 1000 / (took.reduce((sum, one) => sum + one, 0) / times) };
};

type Path = { name: string; path: string; heavy?: boolean; headers?: Record<string, string> };

const pathsOf = (etag: string): Path[] => [
  { name: 'first page of the list', path: '/v1/events?limit=20' },
  { name: 'the same, unchanged (304)', path: '/v1/events?limit=20', headers: { 'if-none-match': etag } },
  { name: 'a filtered list', path: '/v1/events?category=military&from=2020-01-01&limit=20' },
  { name: 'one event', path: `/v1/events/${idOf(ofTheYears(8))}` },
  { name: 'search, Latin script', path: '/v1/events?q=Harbin' },
  { name: 'search, Cyrillic script', path: '/v1/events?q=%D0%A0%D0%BE%D1%81%D1%81%D0%B8%D1%8F' },
  { name: 'search, Han script', path: '/v1/events?q=%E4%BF%84%E7%BD%97%E6%96%AF' },
  { name: 'figures by year', path: '/v1/stats' },
  { name: 'home page', path: '/', heavy: true },
  { name: 'export, NDJSON, all', path: '/v1/events.ndjson', heavy: true },
];

/** A framework that says hello, and a bare query on the same table: what no API on them can be faster than. */
const floors = async ({ client, table }: EmbeddedDynamo, times: number): Promise<BenchRow[]> => {
  const hello = new Hono().get('/', (c) => c.json({ hello: 'world' }));
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': 'IX#main' },
    ScanIndexForward: false,
    Limit: 20,
  });
  const rows = [
    {
      name: 'floor: Hono says hello',
      took: await timed(times, async () => (await hello.request('/')).text()),
    },
    { name: 'floor: one Query of 20, the SDK alone', took: await timed(times, () => client.send(query)) },
  ];
  return rows.map(({ name, took }) => rowOf(name, took));
};

const rowOf = (name: string, { p50, p95, aSecond }: Timed, bytes?: number): BenchRow => ({
  name: `API, ${name}`,
  value: `p95 ${p95.toFixed(1)} ms`,
  beside: `p50 ${p50.toFixed(1)} ms, ${aSecond.toFixed(0)} a second on one core${bytes === undefined ? '' : `, ${(bytes / 1024).toFixed(0)} kB`}`,
});

/** The API over the embedded store with made-up events, the record in memory as after a minute of use. */
export const apiBench = async (quick: boolean): Promise<BenchRow[]> => {
  const size = quick ? 'quick' : 'full';
  const dynamo = await startEmbedded();
  try {
    await fill(dynamo, madeUpEvents(EVENTS[size]), () => undefined);
    const events = dynamoEventStore(dynamo.client, dynamo.table);
    const app = createApp({
      events,
      clock: () => new Date('2026-03-10T06:00:00Z'),
      baseUrl: 'https://a.example',
    });
    await app.request('/v1/stats'); // what a minute of use brings: the record lies in memory
    const etag = (await app.request('/v1/events?limit=20')).headers.get('etag') ?? '';
    const rows = await floors(dynamo, TIMES[size]);
    for (const { name, path, headers = {}, heavy } of pathsOf(etag)) {
      const ask = async () => (await app.request(path, { headers })).arrayBuffer();
      const bytes = (await ask()).byteLength;
      rows.push(rowOf(name, await timed(heavy ? TIMES[size] / 10 : TIMES[size], ask), bytes));
    }
    return [{ name: 'API, events on record', value: EVENTS[size].toLocaleString('en') }, ...rows];
  } finally {
    await dynamo.stop();
  }
};
