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
import type { SnapshotFiles } from '../../shared/snapshots/snapshot-files.ts';
import type { MailJob } from '../../shared/subscriptions/mail-job.ts';
import type { SubscriptionPorts } from '../../shared/subscriptions/subscribe.ts';
import { createApp } from './app.tsx';
import type { ReviewPorts } from './deps.ts';
import { viewerBehindCloudFront } from './guards.ts';
import { once } from './once.ts';

const { TABLE_NAME, BASE_URL, RATE_LIMIT, MAIL_QUEUE_URL, KEYS_ID, SNAPSHOT_BUCKET, REVIEW } = loadEnv({
  TABLE_NAME: z.string(),
  BASE_URL: z.url(),
  MAIL_QUEUE_URL: z.string(),
  KEYS_ID: z.string(),
  SNAPSHOT_BUCKET: z.string(),
  REVIEW: z.enum(['on', 'off']).default('off'),
  RATE_LIMIT: z.coerce.number().int().min(0).default(6000),
});
const dynamo = documentClient();

/** Loaded with the first wish for mails: a start that answers readers does without queue and keys. */
const subscriptions = async (): Promise<SubscriptionPorts> => {
  const [{ SQSClient }, { sqsQueue }, { managedSecrets }, { dynamoSubscriberStore }] = await Promise.all([
    import('@aws-sdk/client-sqs'),
    import('../../shared/platform/queue.sqs.ts'),
    import('../../shared/subscriptions/secrets.secretsmanager.ts'),
    import('../../shared/subscriptions/subscriber-store.dynamodb.ts'),
  ]);
  return {
    subscribers: dynamoSubscriberStore(dynamo, TABLE_NAME),
    mails: sqsQueue<MailJob>(new SQSClient({}), MAIL_QUEUE_URL),
    secrets: managedSecrets(KEYS_ID),
    clock: () => new Date(),
  };
};
const subscriptionsOnce = once(subscriptions);

/** Loaded with the first wish for a snapshot. */
const snapshots = async (): Promise<SnapshotFiles> => {
  const { s3SnapshotFiles } = await import('../../shared/snapshots/snapshot-files.s3.ts');
  return s3SnapshotFiles(SNAPSHOT_BUCKET);
};

const stores = {
  events: dynamoEventStore(dynamo, TABLE_NAME),
  asides: dynamoAsideStore(dynamo, TABLE_NAME),
  clock: () => new Date(),
};

const review = async (): Promise<ReviewPorts> => ({
  ...stores,
  reviewers: async () => (await (await subscriptionsOnce()).secrets()).adminTokens,
});

export const handler = handle(
  createApp({
    ...stores,
    sources: dynamoSourceStore(dynamo, TABLE_NAME),
    readings: dynamoReadingLog(dynamo, TABLE_NAME),
    digests: dynamoDigestStore(dynamo, TABLE_NAME),
    snapshots: once(snapshots),
    subscriptions: subscriptionsOnce,
    review: REVIEW === 'on' ? review : undefined,
    claims: seedClaims,
    coverage: seedCoverage,
    baseUrl: BASE_URL,
    rateLimit: RATE_LIMIT,
    clientOf: viewerBehindCloudFront,
  }),
);
