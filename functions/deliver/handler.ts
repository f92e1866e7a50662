import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { dynamoMailingStore } from '../../shared/digest/mailing-store.dynamodb.ts';
import { type MailPorts, workOnMail } from '../../shared/digest/work-on-mail.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import { paced, realTime } from '../../shared/mail/pace.ts';
import { sesMailer } from '../../shared/mail/ses.sesv2.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { sqsHandler } from '../../shared/platform/sqs.ts';
import { documentClient } from '../../shared/platform/table.ts';
import { MailJob } from '../../shared/subscriptions/mail-job.ts';
import { managedSecrets } from '../../shared/subscriptions/secrets.secretsmanager.ts';
import { NOTICES_AN_HOUR } from '../../shared/subscriptions/send-notice.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';

const env = loadEnv({
  TABLE_NAME: z.string(),
  BASE_URL: z.url(),
  KEYS_ID: z.string(),
  MAIL_FROM: z.string(),
  LIST_ID: z.string(),
  POSTAL_ADDRESS: z.string(),
  NOTICES_AN_HOUR: z.coerce.number().int().min(1).default(NOTICES_AN_HOUR),
  CONFIGURATION_SET: z.string().optional(),
});
const client = documentClient();
const mailer = sesMailer(env.CONFIGURATION_SET);

const ports: MailPorts = {
  ledger: dynamoLedger(client, env.TABLE_NAME),
  subscribers: dynamoSubscriberStore(client, env.TABLE_NAME),
  digests: dynamoDigestStore(client, env.TABLE_NAME),
  mailings: dynamoMailingStore(client, env.TABLE_NAME),
  events: dynamoEventStore(client, env.TABLE_NAME),
  secrets: managedSecrets(env.KEYS_ID),
  mailer,
  pace: paced(mailer.quota, realTime, 0.9),
  alertPace: paced(mailer.quota, realTime, 0.1), // alerts are another group of the queue and may run beside an issue
  wait: realTime.wait,
  newClaim: randomUUID,
  clock: () => new Date(),
  settings: {
    from: env.MAIL_FROM,
    listId: env.LIST_ID,
    postalAddress: env.POSTAL_ADDRESS,
    noticesAnHour: env.NOTICES_AN_HOUR,
  },
  baseUrl: env.BASE_URL,
};

/**
 * Works on mail jobs from the queue, which is in order within an issue, so that one sender at a time works on it.
 * The time it is given must be enough for 25 mails at the account's pace, and for SES to ask thrice to go slower.
 */
export const handler = sqsHandler(MailJob, (job) => workOnMail(ports, job));
