import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { dynamoAlertProgress } from '../../shared/digest/alert-progress.dynamodb.ts';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { weekBefore, weekOf } from '../../shared/digest/iso-week.ts';
import type { Mailing } from '../../shared/digest/mailing.ts';
import { dynamoMailingStore } from '../../shared/digest/mailing-store.dynamodb.ts';
import { Operation, type OperatorPorts, operateIssue } from '../../shared/digest/operate-issue.ts';
import { pipelineHealth } from '../../shared/digest/pipeline-health.ts';
import { planAlerts } from '../../shared/digest/plan-alerts.ts';
import { sendIssue } from '../../shared/digest/send-issue.ts';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { log } from '../../shared/platform/log.ts';
import { sqsQueue } from '../../shared/platform/queue.sqs.ts';
import { documentClient } from '../../shared/platform/table.ts';
import type { MailJob } from '../../shared/subscriptions/mail-job.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';

const { TABLE_NAME, MAIL_QUEUE_URL } = loadEnv({ TABLE_NAME: z.string(), MAIL_QUEUE_URL: z.string() });
const client = documentClient();
const clock = () => new Date();
const ports: OperatorPorts = {
  events: dynamoEventStore(client, TABLE_NAME),
  asides: dynamoAsideStore(client, TABLE_NAME),
  digests: dynamoDigestStore(client, TABLE_NAME),
  mailings: dynamoMailingStore(client, TABLE_NAME),
  subscribers: dynamoSubscriberStore(client, TABLE_NAME),
  ledger: dynamoLedger(client, TABLE_NAME),
  mails: sqsQueue<MailJob>(new SQSClient({}), MAIL_QUEUE_URL),
  clock,
  health: pipelineHealth(dynamoSourceStore(client, TABLE_NAME), clock),
};
const progress = dynamoAlertProgress(client, TABLE_NAME);

/** What a schedule asks for, or a person: the issue of the week that has ended, to go on with one that stopped, alerts. */
const Told = z.discriminatedUnion('task', [
  z.object({ task: z.enum(['issue', 'resume', 'alerts']) }),
  Operation.extend({ task: z.literal('operate') }),
]);
type Told = z.infer<typeof Told>;

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
};

const work = (told: Told): Promise<object> =>
  told.task === 'operate' ? operateIssue(ports, told) : TASKS[told.task]();

/**
 * Runs on Monday, and again every hour and quarter of an hour. A person looks after the sending of an issue with
 * `{"task": "operate", "action": "status" | "hold" | "release" | "resend", "week": "2026-W10"}`.
 */
export const handler = (event: unknown): Promise<object> =>
  work(Told.parse({ task: 'issue', ...(event as object) }));
