import { handle } from 'hono/aws-lambda';
import * as z from 'zod';
import { seedClaims, seedCoverage } from '../../seed/load-seed.ts';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { dynamoReadingLog } from '../../shared/ingestion/reading-log.dynamodb.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { documentClient } from '../../shared/platform/table.ts';
import { createApp } from './app.tsx';
import { viewerBehindCloudFront } from './guards.ts';

const { TABLE_NAME, BASE_URL, RATE_LIMIT } = loadEnv({
  TABLE_NAME: z.string(),
  BASE_URL: z.url(),
  RATE_LIMIT: z.coerce.number().int().min(0).default(6000),
});
const dynamo = documentClient();

export const handler = handle(
  createApp({
    events: dynamoEventStore(dynamo, TABLE_NAME),
    sources: dynamoSourceStore(dynamo, TABLE_NAME),
    readings: dynamoReadingLog(dynamo, TABLE_NAME),
    digests: dynamoDigestStore(dynamo, TABLE_NAME),
    asides: dynamoAsideStore(dynamo, TABLE_NAME),
    claims: seedClaims,
    coverage: seedCoverage,
    clock: () => new Date(),
    baseUrl: BASE_URL,
    rateLimit: RATE_LIMIT,
    clientOf: viewerBehindCloudFront,
  }),
);
