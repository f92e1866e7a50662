import { setTimeout as pause } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { classify } from '../../shared/classification/classify.ts';
import type { RecordJob } from '../../shared/events/report.ts';
import { httpFetchFeed } from '../../shared/ingestion/fetch-feed.http.ts';
import { dynamoHostTurns } from '../../shared/ingestion/host-turns.dynamodb.ts';
import { ingestSource, type Visit } from '../../shared/ingestion/ingest-source.ts';
import { VisitJob } from '../../shared/ingestion/plan-visits.ts';
import { isPublicAddress } from '../../shared/ingestion/public-address.ts';
import { dynamoReadingLog } from '../../shared/ingestion/reading-log.dynamodb.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { log } from '../../shared/platform/log.ts';
import { sqsQueue } from '../../shared/platform/queue.sqs.ts';
import { sqsHandler } from '../../shared/platform/sqs.ts';
import { documentClient } from '../../shared/platform/table.ts';

const { TABLE_NAME, RECORDS_QUEUE_URL, USER_AGENT } = loadEnv({
  TABLE_NAME: z.string(),
  RECORDS_QUEUE_URL: z.string(),
  USER_AGENT: z.string(),
});
const client = documentClient();
const ports = {
  sources: dynamoSourceStore(client, TABLE_NAME),
  turns: dynamoHostTurns(client, TABLE_NAME),
  readings: dynamoReadingLog(client, TABLE_NAME),
  fetchFeed: httpFetchFeed({ userAgent: USER_AGENT, mayConnect: isPublicAddress }),
  classify,
  records: sqsQueue<RecordJob>(new SQSClient({}), RECORDS_QUEUE_URL),
  clock: () => new Date(),
  random: Math.random,
  pause,
};

/** One line a visit, which the share of answered visits is counted from. */
const logVisit = ({ sourceId }: VisitJob, { outcome, ...rest }: Visit): void =>
  log('info', 'Visited.', { sourceId, outcome, ...('reason' in rest && { reason: rest.reason }) });

export const handler = sqsHandler(VisitJob, async (job) => logVisit(job, await ingestSource(ports, job)));
