import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { dynamoAlertProgress } from '../../shared/digest/alert-progress.dynamodb.ts';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { weekBefore, weekOf } from '../../shared/digest/iso-week.ts';
import type { Mailing } from '../../shared/digest/mailing.ts';
import { dynamoMailingStore } from '../../shared/digest/mailing-store.dynamodb.ts';
import { pipelineHealth } from '../../shared/digest/pipeline-health.ts';
import { planAlerts } from '../../shared/digest/plan-alerts.ts';
import { type IssuePorts, sendIssue } from '../../shared/digest/send-issue.ts';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { dynamoReadingLog } from '../../shared/ingestion/reading-log.dynamodb.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { log } from '../../shared/platform/log.ts';
import { sqsQueue } from '../../shared/platform/queue.sqs.ts';
import { documentClient } from '../../shared/platform/table.ts';
import { writeWeeklySnapshot } from '../../shared/snapshots/write-snapshot.ts';
import type { MailJob } from '../../shared/subscriptions/mail-job.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';
import { snapshotTexts } from '../api/formats/snapshot-texts.ts';

const { TABLE_NAME, MAIL_QUEUE_URL, SNAPSHOT_BUCKET, BASE_URL } = loadEnv({
  TABLE_NAME: z.string(),
  MAIL_QUEUE_URL: z.string(),
  SNAPSHOT_BUCKET: z.string(),
  BASE_URL: z.url(),
});
const client = documentClient();
const clock = () => new Date();
const ports: IssuePorts = {
  events: dynamoEventStore(client, TABLE_NAME),
  asides: dynamoAsideStore(client, TABLE_NAME),
  digests: dynamoDigestStore(client, TABLE_NAME),
  mailings: dynamoMailingStore(client, TABLE_NAME),
  subscribers: dynamoSubscriberStore(client, TABLE_NAME),
  ledger: dynamoLedger(client, TABLE_NAME),
  mails: sqsQueue<MailJob>(new SQSClient({}), MAIL_QUEUE_URL),
  clock,
  health: pipelineHealth(dynamoSourceStore(client, TABLE_NAME), clock, dynamoReadingLog(client, TABLE_NAME)),
};
const progress = dynamoAlertProgress(client, TABLE_NAME);

/** What a schedule asks for: the issue of the week that has ended, to go on with one that stopped, alerts, or a snapshot. */
const Told = z.object({ task: z.enum(['issue', 'resume', 'alerts', 'snapshot']).default('issue') });

const isUnderWay = ({ state }: Mailing): boolean => !['held', 'quiet', 'complete'].includes(state);

const TASKS = {
  alerts: async () => ({ alerts: await planAlerts({ ...ports, progress }) }),
  async resume() {
    const week = weekBefore(weekOf(clock()));
    const mailing = await ports.mailings.get(week);
    return mailing && isUnderWay(mailing) ? TASKS.issue() : { week, state: 'nothing to resume' };
  },
  async issue() {
    const week = weekBefore(weekOf(clock()));
    const state = await sendIssue(ports, week);
    log('info', 'Issue of the week.', { week, state });
    return { week, state };
  },
  async snapshot() {
    const { s3SnapshotFiles } = await import('../../shared/snapshots/snapshot-files.s3.ts'); // used once a week
    const files = s3SnapshotFiles(SNAPSHOT_BUCKET);
    const snapshot = await writeWeeklySnapshot({
      files,
      texts: snapshotTexts(ports.events, BASE_URL),
      clock,
    });
    log('info', 'Snapshot of the week.', { date: snapshot?.date ?? 'there is one already' });
    return { date: snapshot?.date ?? null };
  },
};

/** Runs on Monday, and again every hour and quarter of an hour. */
export const handler = (event: unknown): Promise<object> => TASKS[Told.parse(event).task]();
