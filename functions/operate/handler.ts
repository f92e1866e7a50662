import { setTimeout as pause } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { dynamoMailingStore } from '../../shared/digest/mailing-store.dynamodb.ts';
import { pipelineHealth } from '../../shared/digest/pipeline-health.ts';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { httpFetchFeed } from '../../shared/ingestion/fetch-feed.http.ts';
import { dynamoHostTurns } from '../../shared/ingestion/host-turns.dynamodb.ts';
import { isPublicAddress } from '../../shared/ingestion/public-address.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { sqsQueue } from '../../shared/platform/queue.sqs.ts';
import { documentClient } from '../../shared/platform/table.ts';
import type { MailJob } from '../../shared/subscriptions/mail-job.ts';
import { managedSecrets } from '../../shared/subscriptions/secrets.secretsmanager.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';
import { answering } from './answer.ts';
import type { Desk } from './desk.ts';

const { TABLE_NAME, BASE_URL, KEYS_ID, MAIL_QUEUE_URL, USER_AGENT } = loadEnv({
  TABLE_NAME: z.string(),
  BASE_URL: z.string(),
  KEYS_ID: z.string(),
  MAIL_QUEUE_URL: z.string(),
  USER_AGENT: z.string(),
});
const client = documentClient();
const clock = () => new Date();
const events = dynamoEventStore(client, TABLE_NAME);
const sources = dynamoSourceStore(client, TABLE_NAME);
const asides = dynamoAsideStore(client, TABLE_NAME);
const ledger = dynamoLedger(client, TABLE_NAME);

const desk: Desk = {
  clock,
  events,
  sources,
  asides,
  turns: dynamoHostTurns(client, TABLE_NAME),
  fetchFeed: httpFetchFeed({ userAgent: USER_AGENT, mayConnect: isPublicAddress }),
  pause: (milliseconds) => pause(milliseconds),
  mailPorts: { ledger },
  digestPorts: {
    events,
    asides,
    ledger,
    digests: dynamoDigestStore(client, TABLE_NAME),
    mailings: dynamoMailingStore(client, TABLE_NAME),
    subscribers: dynamoSubscriberStore(client, TABLE_NAME),
    mails: sqsQueue<MailJob>(new SQSClient({}), MAIL_QUEUE_URL),
    health: pipelineHealth(sources, clock),
    clock,
  },
  settings: { baseUrl: BASE_URL },
};

/** What `amur --remote` talks to; the one function besides the recorder that may change the record. */
export const handler = answering(desk, managedSecrets(KEYS_ID));
