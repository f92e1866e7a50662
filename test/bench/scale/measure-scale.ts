import type { Hono } from 'hono';
import { createApp } from '../../../functions/api/app.tsx';
import { dynamoAsideStore } from '../../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../../shared/events/event-store.dynamodb.ts';
import { recordReport } from '../../../shared/events/record-report.ts';
import type { EmbeddedDynamo } from '../../../shared/platform/embedded-dynamo.dynalite.ts';
import { metered, type Used } from '../cost/meter.ts';
import { idOf } from './fill.ts';
import {
  type MadeUp,
  ofTheYears,
  ofUsualWeeks,
  RARE_ACTOR,
  RARE_OUTLET,
  reportOf,
} from './made-up-events.ts';

const clock = () => new Date('2026-03-10T06:00:00Z');
const A_PAGE = 10;
const TIMES = 15;

export type Taken = { name: string; units: number; milliseconds: number; grows?: string | undefined };
export type Bench = ReturnType<typeof openBench>;

export const openBench = (dynamo: EmbeddedDynamo) => {
  const { client, measure, calls } = metered(dynamo);
  const events = dynamoEventStore(client, dynamo.table);
  const asides = dynamoAsideStore(client, dynamo.table);
  return {
    measure,
    calls,
    events,
    asides,
    freshApp: () => createApp({ events, clock, baseUrl: 'https://a.example' }),
  };
};

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The middle one of several runs, after `before`, which is not measured. */
const middle = async <T>(
  { measure }: Bench,
  times: number,
  before: (run: number) => T | Promise<T>,
  work: (given: T, run: number) => Promise<unknown>,
): Promise<Used> => {
  const runs: Used[] = [];
  for (let run = 0; run < times; run++) {
    const given = await before(run);
    runs.push(await measure(() => work(given, run)));
  }
  const of = (unit: keyof Used): number => median(runs.map((used) => used[unit]));
  return { reads: of('reads'), writes: of('writes'), milliseconds: of('milliseconds') };
};

const ask = async (app: Hono, path: string): Promise<Response> => {
  const response = await app.request(path);
  if (response.status !== 200) throw new Error(`${path} answers ${response.status}.`);
  await response.clone().arrayBuffer();
  return response;
};

/** The address of a page of the list, come to as a reader comes to it: by the cursor of the page before. */
const pageAt = async (app: Hono, page: number): Promise<string> => {
  const first = `/v1/events?limit=${A_PAGE}`;
  let path = first;
  for (let at = 1; at < page; at++) {
    const { next } = (await (await ask(app, path)).json()) as { next: string | null };
    if (!next) return path;
    path = `${first}&cursor=${encodeURIComponent(next)}`;
  }
  return path;
};

const GROWS = {
  load: 'a fresh process reads the whole record into memory for it, once',
  scan: 'no index decides this filter: a fresh process looks at the list until a page is full',
  memory: 'every event in memory is looked at; the table is asked for the position of the journal alone',
  near: 'what it is part of or follows is looked for among sixty events around it at most',
  follow: 'a change puts the record in memory in order anew',
  dense:
    'the merge rule reads all events of the family that lie eight weeks around, so it grows with events a week',
};

type Asked = { name: string; path: string; grows?: string; times?: number };

const addresses = async (app: Hono, head: number): Promise<Asked[]> => [
  { name: 'first page', path: `/v1/events?limit=${A_PAGE}` },
  { name: 'page 50', path: await pageAt(app, 50) },
  { name: 'a rare actor', path: `/v1/events?actor=${RARE_ACTOR.id}` },
  { name: 'one event', path: `/v1/events/${idOf(ofTheYears(8))}`, grows: GROWS.near },
  { name: 'changes from the start', path: '/v1/changes?since=0' },
  { name: 'changes at the head', path: `/v1/changes?since=${head - 20}` },
];

const STATS = '/v1/stats';
const OUTLET = `/v1/events?source=${encodeURIComponent(RARE_OUTLET)}`;

/** Asks an address again and again; a fresh app each time where none is given. */
const take = async (
  bench: Bench,
  app: Hono | null,
  { name, path, grows, times = TIMES }: Asked,
): Promise<Taken> => {
  if (app) await ask(app, path); // what is compiled at the first call is no part of it
  const { reads, milliseconds } = await middle(
    bench,
    times,
    () => app ?? bench.freshApp(),
    (on) => ask(on, path),
  );
  return { name, units: reads, milliseconds, grows };
};

const takeAll = async (bench: Bench, app: Hono | null, all: Asked[]): Promise<Taken[]> => {
  const taken: Taken[] = [];
  for (const asked of all) taken.push(await take(bench, app, asked));
  return taken;
};

/** What the table's indexes answer, in a process that never had to read the whole record. */
export const measureIndexed = async (bench: Bench, times = TIMES): Promise<Taken[]> => {
  const app = bench.freshApp();
  const asked = await addresses(app, (await bench.events.head()).seq);
  return takeAll(
    bench,
    app,
    asked.map((one) => ({ ...one, times })),
  );
};

const measureWhole = async (bench: Bench): Promise<Taken[]> => {
  const app = bench.freshApp();
  const outlet = { name: 'a rare outlet', path: OUTLET, grows: GROWS.scan, times: 3 };
  const first = { name: 'stats, first in a process', path: STATS, grows: GROWS.load, times: 1 };
  const fresh = [await take(bench, app, outlet), await take(bench, null, first)];
  const pages = (await addresses(app, 0)).slice(0, 3);
  const later = [{ name: 'stats', path: STATS }, ...pages, { name: 'a rare outlet', path: OUTLET }];
  await ask(app, STATS); // from here on the record is in memory
  const loaded = later.map((asked) => ({ ...asked, name: `${asked.name}, in memory`, grows: GROWS.memory }));
  return [...fresh, ...(await takeAll(bench, app, loaded)), await afterAChange(bench, app)];
};

/** The first page just after a report joined an event, which the record in memory has to follow. */
const afterAChange = async (bench: Bench, app: Hono): Promise<Taken> => {
  const change = (run: number) =>
    recordReport({ ...bench, clock }, reportOf(ofUsualWeeks(run * 9 + 3), LATER));
  const used = await middle(bench, 5, change, () => ask(app, `/v1/events?limit=${A_PAGE}`));
  const { reads, milliseconds } = used;
  return { name: 'first page after a change, in memory', units: reads, milliseconds, grows: GROWS.follow };
};

const MERGES = 20;
const LATER = 15; // no event has so many reports yet

/** One more report of events that have five or so; each joins another one. */
const measureMerge = async (bench: Bench, name: string, target: (n: number) => MadeUp, grows?: string) => {
  const before = { ...bench.calls };
  const used = await middle(
    bench,
    MERGES,
    (run) => reportOf(target(run), LATER),
    async (report) => {
      const { outcome } = await recordReport({ ...bench, clock }, report);
      if (outcome !== 'joined') throw new Error(`A report of a known event was ${outcome}.`);
    },
  );
  const calls = Object.entries(bench.calls).map(
    ([command, count]) => `${((count - (before[command] ?? 0)) / MERGES).toFixed(1)} ${command}`,
  );
  const { reads, writes, milliseconds } = used;
  return {
    taken: [
      { name: `merge ${name}`, units: reads, milliseconds, grows },
      { name: `merge ${name}, writes`, units: writes, milliseconds, grows },
    ],
    calls: `merge ${name}: ${calls.join(', ')}`,
  };
};

/** What each piece of work takes in a filled store, and of what calls a merge consists. Merging comes last: it writes. */
export const measureScale = async (dynamo: EmbeddedDynamo): Promise<{ taken: Taken[]; calls: string[] }> => {
  const bench = openBench(dynamo);
  const reading = [...(await measureIndexed(bench)), ...(await measureWhole(bench))];
  const usual = await measureMerge(bench, 'at 50 events a week', (n) => ofUsualWeeks(n * 9 + 4));
  const dense = await measureMerge(bench, 'in the years', (n) => ofTheYears(n * 9 + 4), GROWS.dense);
  return { taken: [...reading, ...usual.taken, ...dense.taken], calls: [usual.calls, dense.calls] };
};
