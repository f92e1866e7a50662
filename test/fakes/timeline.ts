import type { Hono } from 'hono';
import { createApp } from '../../functions/api/app.tsx';
import type { AppDeps } from '../../functions/api/deps.ts';
import { loadSeed, seedClaims, seedCoverage, seedSources } from '../../seed/load-seed.ts';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { type Recorded, recordReport } from '../../shared/events/record-report.ts';
import type { Report } from '../../shared/events/report.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';

/** The whole of Amur behind its front door, over DynamoDB in memory. */
export type Timeline = {
  app: Hono;
  events: ReturnType<typeof dynamoEventStore>;
  asides: ReturnType<typeof dynamoAsideStore>;
  digests: ReturnType<typeof dynamoDigestStore>;
  sources: ReturnType<typeof dynamoSourceStore>;
  record(report: Report): Promise<Recorded>;
  stop(): Promise<void>;
};

export const NOW = new Date('2026-01-15T12:00:00Z');

export const startTimeline = async ({
  seed = false,
  ...deps
}: Partial<AppDeps> & { seed?: boolean } = {}): Promise<Timeline> => {
  const dynamo = await startEmbedded();
  const { client, table } = dynamo;
  const clock = () => NOW;
  const ports = {
    events: dynamoEventStore(client, table),
    asides: dynamoAsideStore(client, table),
    digests: dynamoDigestStore(client, table),
    sources: dynamoSourceStore(client, table),
    clock,
  };
  if (seed) await loadSeed(ports, seedSources());
  const app = createApp({
    ...ports,
    baseUrl: 'https://amur.example',
    claims: seedClaims(),
    coverage: seedCoverage('2026-01-01'),
    ...deps,
  });
  return { ...ports, app, record: (report) => recordReport(ports, report), stop: () => dynamo.stop() };
};
