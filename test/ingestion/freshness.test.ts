import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../functions/api/app.tsx';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { recordReport } from '../../shared/events/record-report.ts';
import type { RecordJob } from '../../shared/events/report.ts';
import type { Fetched } from '../../shared/ingestion/fetch-feed.ts';
import { dynamoHostTurns } from '../../shared/ingestion/host-turns.dynamodb.ts';
import { ingestSource } from '../../shared/ingestion/ingest-source.ts';
import { planVisits } from '../../shared/ingestion/plan-visits.ts';
import { dynamoReadingLog } from '../../shared/ingestion/reading-log.dynamodb.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { verdict } from '../fakes/verdicts.ts';

const MINUTE = 60_000;
const BEGAN = Date.parse('2026-01-10T00:00:00Z');
const PLAN_EVERY = 5 * MINUTE; // as the stage prod has it
const DAYS = 2;

/** Outlets by the minutes between two of their items and by how many items their feed holds. */
const OUTLETS = [
  { id: 'rare', gap: 480, holds: 10 },
  { id: 'usual', gap: 70, holds: 30 },
  { id: 'busy', gap: 11, holds: 40 },
  { id: 'hasty', gap: 2, holds: 15 },
];
/** Items are published at odd minutes, so that they meet no beat of the schedule. */
const publishedAt = (gap: number, n: number): number => BEGAN + (n * gap + ((n * 7) % gap) / 3) * MINUTE;

describe('from an item’s appearance on a feed', () => {
  let dynamo: EmbeddedDynamo;
  let now = BEGAN;
  const lags = new Map<string, number[]>();
  const lost: string[] = [];
  let inApi: { title: string }[] = [];

  const bodyOf = ({ id, gap, holds }: (typeof OUTLETS)[number]): string => {
    const last = Array.from({ length: Math.ceil((now - BEGAN) / gap / MINUTE) + 1 }, (_, n) => n).filter(
      (n) => publishedAt(gap, n) <= now,
    );
    const items = last.slice(-holds).map((n) => {
      const at = new Date(publishedAt(gap, n)).toUTCString();
      return `<item><title>Act ${id} ${n}</title><link>https://${id}.example/${n}</link><pubDate>${at}</pubDate></item>`;
    });
    return `<rss version="2.0"><channel><title>${id}</title>${items.join('')}</channel></rss>`;
  };

  beforeAll(async () => {
    dynamo = await startEmbedded();
    const { client, table } = dynamo;
    const clock = () => new Date(now);
    const sources = dynamoSourceStore(client, table);
    const stores = { events: dynamoEventStore(client, table), asides: dynamoAsideStore(client, table) };
    await sources.sync(
      OUTLETS.map(({ id }) => ({
        ...{ id, outlet: id, url: `https://${id}.example/rss`, lang: 'en' },
        ...{ group: 'other' as const, on: true, offset: 0 },
      })),
    );
    const read = new Map<string, Set<string>>();
    const note = async ({ report }: RecordJob): Promise<void> => {
      const { sourceId, title, published } = report;
      lags.set(sourceId, [...(lags.get(sourceId) ?? []), now - Date.parse(published ?? '')]);
      read.set(sourceId, (read.get(sourceId) ?? new Set()).add(title));
      if (sourceId === 'rare') await recordReport({ ...stores, clock }, report);
    };
    const ports = {
      ...{ sources, clock, turns: dynamoHostTurns(client, table), readings: dynamoReadingLog(client, table) },
      fetchFeed: async ({ url }: { url: string }): Promise<Fetched> => ({
        outcome: 'fetched',
        bytes: new TextEncoder().encode(
          bodyOf(OUTLETS.find(({ id }) => url.includes(id)) ?? OUTLETS[0] ?? { id: '', gap: 1, holds: 1 }),
        ),
        contentType: '',
        url,
        movedTo: null,
        etag: null,
        lastModified: null,
        maxAge: null,
      }),
      classify: ({ title }: { title: string }) =>
        verdict({
          type: 'summit',
          who: ['xi', 'putin'],
          on: `2025-${String((Number(title.split(' ')[2]) % 12) + 1).padStart(2, '0')}-05`,
        }),
      records: {
        send: async (messages: { body: RecordJob }[]) =>
          void (await Promise.all(messages.map(({ body }) => note(body)))),
      },
      random: () => 0,
      pause: async () => {},
    };
    const visits = {
      send: async (messages: { body: { sourceId: string } }[]) =>
        void (await Promise.all(messages.map(({ body }) => ingestSource(ports, body)))),
    };
    for (; now < BEGAN + DAYS * 24 * 60 * MINUTE; now += PLAN_EVERY)
      await planVisits({ sources, visits, clock });
    for (const { id, gap } of OUTLETS)
      for (let n = 0; publishedAt(gap, n) < now - 60 * MINUTE; n++)
        if (!read.get(id)?.has(`Act ${id} ${n}`)) lost.push(`${id} ${n}`);
    const app = createApp({ ...stores, clock, baseUrl: 'https://amur.example' });
    inApi = ((await (await app.request('/v1/events?limit=100')).json()) as { data: { title: string }[] })
      .data;
  }, 120_000);
  afterAll(() => dynamo.stop());

  it.each(OUTLETS)('to its report it is at most half an hour for 95 of 100: $id', ({ id }) => {
    const sorted = (lags.get(id) ?? []).toSorted((a, b) => a - b);
    expect(sorted.length).toBeGreaterThan(4);
    expect((sorted[Math.floor(sorted.length * 0.95)] ?? Infinity) / MINUTE).toBeLessThanOrEqual(30);
  });

  it('no item leaves a feed unread, however little the feed holds', () => {
    expect(lost).toEqual([]);
  });

  it('the event is in the API as soon as its report is recorded', () => {
    expect(inApi).toHaveLength(lags.get('rare')?.length ?? -1);
  });
});
