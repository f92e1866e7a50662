import type { RecordJob } from '../events/report.ts';
import type { Queue } from '../platform/queue.ts';
import type { Fetched, FetchFeed } from './fetch-feed.ts';
import { inTurn, type TurnPorts } from './host-turns.ts';
import { type Classify, examine, type Refusal } from './make-report.ts';
import { afterFailure, afterSuccess, type Pace } from './next-visit.ts';
import { type FeedItem, parseFeed } from './parse-feed.ts';
import type { VisitJob } from './plan-visits.ts';
import type { ReadingLog } from './reading-log.ts';
import { bodyHashOf, distinctItems, fingerprintOf } from './report-identity.ts';
import type { Source, SourceState } from './source.ts';
import type { SourceEntry, SourceStore } from './source-store.ts';

const LEASE = 2 * 60_000; // milliseconds; a visit is over after some 20 seconds
const DAY_MS = 86_400_000;
const MOVED_FOR_GOOD = 6 * DAY_MS; // a permanent redirect is believed once it has held so long
const MOST_SEEN = 2000;

export type IngestPorts = TurnPorts & {
  sources: SourceStore;
  fetchFeed: FetchFeed;
  classify: Classify;
  records: Queue<RecordJob>;
  readings: Pick<ReadingLog, 'mark'>;
  random(): number;
};

export type Counts = {
  items: number;
  fresh: number;
  kept: number;
  refused: Partial<Record<Refusal, number>>;
};

export type Visit =
  | { outcome: 'busy' }
  | { outcome: 'unchanged' }
  | { outcome: 'gone' }
  | { outcome: 'failed'; reason: string }
  | ({ outcome: 'read' } & Counts);

/**
 * One visit to one source: fetch, read, look at each new item once, pass on what may tell of an event. Reports are
 * passed on before the visit is remembered, so a crash repeats them rather than losing them.
 */
export const ingestSource = async (ports: IngestPorts, { sourceId }: VisitJob): Promise<Visit> => {
  const now = ports.clock();
  const until = new Date(now.getTime() + LEASE).toISOString();
  const entry = await ports.sources.lease(sourceId, now.toISOString(), until);
  if (!entry) return { outcome: 'busy' };
  try {
    const { visit, next } = await visitSource(ports, entry, now.toISOString());
    await ports.sources.release(entry, next);
    return visit;
  } catch (error) {
    // The next attempt at this message need not wait for the lease; when the store is what fails, it ends by itself.
    await ports.sources.release(entry, entry.state).catch(() => false);
    throw error;
  }
};

const visitSource = async (ports: IngestPorts, entry: SourceEntry, lastVisit: string): Promise<Step> => {
  const { source, state } = entry;
  const { etag, lastModified } = state;
  const url = addressOf(entry);
  const fetched = await inTurn(ports, new URL(url).host, () => ports.fetchFeed({ url, etag, lastModified }));
  if (!fetched) return { visit: { outcome: 'busy' }, next: state };
  const { visit, next } = await digest(ports, source, state, fetched);
  await markDay(ports, state, next);
  return { visit, next: { ...next, lastVisit } };
};

const dayOf = (instant: string | null): string | undefined => instant?.slice(0, 10);

/** Once a day and source is enough: its first good answer of the day. */
const markDay = async ({ readings }: IngestPorts, before: SourceState, after: SourceState): Promise<void> => {
  const day = dayOf(after.lastSuccess);
  if (day && day !== dayOf(before.lastSuccess)) await readings.mark(day);
};

const addressOf = ({ source, state }: SourceEntry): string => {
  const { movedTo } = state;
  const held =
    movedTo &&
    state.lastSuccess &&
    Date.parse(state.lastSuccess) - Date.parse(movedTo.since) > MOVED_FOR_GOOD;
  return held ? movedTo.url : source.url;
};

type Step = { visit: Visit; next: SourceState };

const digest = async (
  ports: IngestPorts,
  source: Source,
  state: SourceState,
  fetched: Fetched,
): Promise<Step> => {
  const now = ports.clock();
  if (fetched.outcome === 'failed') return failed(ports, state, fetched.reason, fetched.retryAfter);
  if (fetched.outcome === 'gone') {
    const disabled = 'The server says that the feed is gone for good (410).';
    return { visit: { outcome: 'gone' }, next: { ...state, disabled, failures: state.failures + 1 } };
  }
  const good = {
    ...state,
    failures: 0,
    lastSuccess: now.toISOString(),
    nextVisit: at(now, afterSuccess(paceOf(state), Math.max(fetched.maxAge ?? 0, state.asks))),
  };
  if (fetched.outcome === 'unchanged') return { visit: { outcome: 'unchanged' }, next: good };
  const valid = {
    ...good,
    etag: fetched.etag,
    lastModified: fetched.lastModified,
    movedTo: movedOf(state, fetched, now),
  };
  const bodyHash = bodyHashOf(fetched.bytes);
  // Some servers send the same body with a new tag each time.
  if (bodyHash === state.bodyHash) return { visit: { outcome: 'unchanged' }, next: valid };
  const read = await readBody(ports, source, { ...valid, bodyHash }, fetched);
  // What was no feed leaves neither a success nor its validators behind, which would make the next answer look good.
  return 'reason' in read ? failed(ports, state, read.reason, null) : read;
};

const readBody = async (
  ports: IngestPorts,
  source: Source,
  state: SourceState,
  { bytes, contentType, url, maxAge }: Extract<Fetched, { outcome: 'fetched' }>,
): Promise<Step | { reason: string }> => {
  const feed = await parseFeed(bytes, contentType, url, source.offset);
  if ('failure' in feed) return { reason: `The answer is ${feed.failure}.` };
  const items = distinctItems(feed.items);
  const counts = await passOn(ports, source, items, new Set(state.seen));
  const read = {
    ...state,
    seen: items.map(fingerprintOf).slice(0, MOST_SEEN),
    itemsRead: state.itemsRead + counts.fresh,
    newestItem: newestOf(items) ?? state.newestItem,
    itemsPerDay: rhythmOf(items),
    asks: (feed.interval ?? 0) * 60,
  };
  const wait = afterSuccess(paceOf(read), Math.max(maxAge ?? 0, read.asks));
  const next = { ...read, nextVisit: at(ports.clock(), wait) };
  return { visit: { outcome: 'read', ...counts }, next };
};

/** Looks at the items whose fingerprint is not known and queues the reports among them. */
const passOn = async (
  ports: Pick<IngestPorts, 'classify' | 'records' | 'clock'>,
  source: Source,
  items: FeedItem[],
  seen: Set<string>,
): Promise<Counts> => {
  const fresh = items.filter((item) => !seen.has(fingerprintOf(item)));
  const firstSeen = ports.clock().toISOString();
  const refused: Counts['refused'] = {};
  const messages: { body: RecordJob; group: string; dedupId: string }[] = [];
  for (const item of fresh) {
    const examined = examine(ports.classify, source, item, firstSeen);
    if ('refused' in examined) refused[examined.refused] = (refused[examined.refused] ?? 0) + 1;
    else {
      const { report } = examined;
      const group = report.verdict.signature?.family ?? 'ASIDE';
      messages.push({ body: { report }, group, dedupId: `${report.id}-${report.contentHash}` });
    }
  }
  await ports.records.send(messages);
  return { items: items.length, fresh: fresh.length, kept: messages.length, refused };
};

/**
 * Reads a feed that lies in a file or was fetched by hand: its source is the outlet that its channel names, and it was
 * read, as far as one can tell, on the day of its newest item.
 */
export const ingestFeed = async (
  ports: Pick<IngestPorts, 'classify' | 'records' | 'readings' | 'clock'>,
  bytes: Uint8Array,
  known: (outlet: string) => Source | undefined,
  name: string,
): Promise<{ outcome: 'failed'; reason: string } | ({ outcome: 'read'; outlet: string } & Counts)> => {
  const feed = await parseFeed(bytes);
  if ('failure' in feed) return { outcome: 'failed', reason: `${name} is ${feed.failure}.` };
  const outlet = feed.title || name;
  const source = known(outlet) ?? namedSource(outlet);
  const items = distinctItems(feed.items);
  const counts = await passOn(ports, source, items, new Set());
  const day = dayOf(newestOf(items));
  if (day) await ports.readings.mark(day);
  return { outcome: 'read', outlet, ...counts };
};

const namedSource = (outlet: string): Source => ({
  id:
    outlet
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60) || 'feed',
  outlet: outlet.slice(0, 120),
  url: 'https://feed.invalid/',
  lang: 'en',
  group: 'other',
  on: false,
  offset: 0,
});

const failed = (ports: IngestPorts, state: SourceState, reason: string, retryAfter: number | null): Step => {
  const failures = state.failures + 1;
  const now = ports.clock();
  const nextVisit = at(now, afterFailure(failures, retryAfter, ports.random()));
  const lastFailure = { at: now.toISOString(), reason: reason.slice(0, 300) };
  return { visit: { outcome: 'failed', reason }, next: { ...state, failures, lastFailure, nextVisit } };
};

const at = (now: Date, later: number): string => new Date(now.getTime() + later).toISOString();

/** A move that was believed stays so while the new address answers by itself. */
const movedOf = (
  { movedTo }: SourceState,
  { url, movedTo: to }: Extract<Fetched, { outcome: 'fetched' }>,
  now: Date,
): SourceState['movedTo'] => {
  if (!to) return movedTo?.url === url ? movedTo : null;
  return movedTo?.url === to
    ? { ...movedTo, times: movedTo.times + 1 }
    : { url: to, since: now.toISOString(), times: 1 };
};

const datesOf = (items: FeedItem[]): string[] =>
  items
    .map(({ published }) => published)
    .filter((date) => date !== null)
    .sort();
const newestOf = (items: FeedItem[]): string | null => datesOf(items).at(-1) ?? null;

const paceOf = ({ itemsPerDay, seen }: SourceState): Pace | null =>
  itemsPerDay ? { itemsPerDay, items: seen.length } : null;

/** Items a day over the span that the body covers; null when there are too few dates to say. */
const rhythmOf = (items: FeedItem[]): number | null => {
  const dates = datesOf(items);
  const [first, last] = [dates[0], dates.at(-1)];
  if (!first || !last || dates.length < 3) return null;
  const days = Math.max((Date.parse(last) - Date.parse(first)) / DAY_MS, 0.01);
  return Math.round((dates.length / days) * 100) / 100;
};
