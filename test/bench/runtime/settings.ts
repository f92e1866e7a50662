import type { EmbeddedDynamo } from '../../../shared/platform/embedded-dynamo.dynalite.ts';

/** What the stack gives the functions, with local servers in the place of AWS. */
export const SETTINGS = (
  { endpoint, table }: EmbeddedDynamo,
  sqs = 'http://127.0.0.1:9',
): Record<string, string> => ({
  TABLE_NAME: table,
  VISITS_QUEUE_URL: `${sqs}/visits`,
  RECORDS_QUEUE_URL: `${sqs}/reports.fifo`,
  BASE_URL: 'https://amur.example.org',
  USER_AGENT: 'Amur/0.1 (+https://amur.example.org/method; news timeline)',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  AWS_ENDPOINT_URL_SQS: sqs,
});
