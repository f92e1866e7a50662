import type { EmbeddedDynamo } from '../../../shared/platform/embedded-dynamo.dynalite.ts';

const NOWHERE = 'http://127.0.0.1:9';

/** What the stack gives the functions, with local servers in the place of AWS. */
export const SETTINGS = (
  { endpoint, table }: EmbeddedDynamo,
  sqs = NOWHERE,
  mail = NOWHERE,
): Record<string, string> => ({
  TABLE_NAME: table,
  VISITS_QUEUE_URL: `${sqs}/visits`,
  RECORDS_QUEUE_URL: `${sqs}/reports.fifo`,
  MAIL_QUEUE_URL: `${sqs}/mails.fifo`,
  KEYS_ID: 'keys',
  SNAPSHOT_BUCKET: 'snapshots',
  MAIL_FROM: 'Amur <digest@example.org>',
  LIST_ID: 'Amur weekly digest <weekly.amur.example.org>',
  POSTAL_ADDRESS: 'Nowhere 1, Made Up Town',
  CONFIGURATION_SET: 'amur-local',
  BASE_URL: 'https://amur.example.org',
  USER_AGENT: 'Amur/0.1 (+https://amur.example.org/method; news timeline)',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_ENDPOINT_URL_SQS: sqs,
  AWS_ENDPOINT_URL_SESV2: mail,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: mail,
});
