import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { planVisits, type VisitJob } from '../../shared/ingestion/plan-visits.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { sqsQueue } from '../../shared/platform/queue.sqs.ts';
import { documentClient } from '../../shared/platform/table.ts';

const { TABLE_NAME, VISITS_QUEUE_URL } = loadEnv({ TABLE_NAME: z.string(), VISITS_QUEUE_URL: z.string() });
const ports = {
  sources: dynamoSourceStore(documentClient(), TABLE_NAME),
  visits: sqsQueue<VisitJob>(new SQSClient({}), VISITS_QUEUE_URL),
  clock: () => new Date(),
};

/** Runs on a schedule. */
export const handler = (): Promise<{ due: number }> => planVisits(ports);
