import * as z from 'zod';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { recordReport } from '../../shared/events/record-report.ts';
import { RecordJob } from '../../shared/events/report.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { log } from '../../shared/platform/log.ts';
import { sqsHandler } from '../../shared/platform/sqs.ts';
import { documentClient } from '../../shared/platform/table.ts';

const { TABLE_NAME } = loadEnv({ TABLE_NAME: z.string() });
const dynamo = documentClient();
const ports = {
  events: dynamoEventStore(dynamo, TABLE_NAME),
  asides: dynamoAsideStore(dynamo, TABLE_NAME),
  clock: () => new Date(),
};

/** The line that tells how old the newest report is. */
export const handler = sqsHandler(RecordJob, async ({ report }) => {
  const { outcome } = await recordReport(ports, report);
  log('info', 'Recorded.', { report: report.id, outcome });
});
