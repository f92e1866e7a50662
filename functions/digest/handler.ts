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
const ports: IssuePorts = {
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

/** What a schedule asks for: the issue of the week that has ended, to go on with one that stopped, or alerts. */
const Task = z.object({ task: z.enum(['issue', 'resume', 'alerts']) });

const isUnderWay = ({ state }: Mailing): boolean => !['held', 'quiet', 'complete'].includes(state);

export const handler = async (event: unknown): Promise<object> => {
  const { task } = Task.catch({ task: 'issue' }).parse(event);
  if (task === 'alerts') return { alerts: await planAlerts({ ...ports, progress }) };
  const week = weekBefore(weekOf(clock()));
  const mailing = await ports.mailings.get(week);
  if (task === 'resume' && !(mailing && isUnderWay(mailing))) return { week, state: 'nothing to resume' };
  const state = await sendIssue(ports, week);
  log('info', 'Issue of the week.', { week, state });
  return { week, state };
};
