import * as z from 'zod';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { documentClient } from '../../shared/platform/table.ts';
import { applyMailEvent } from '../../shared/subscriptions/apply-mail-event.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';

const { TABLE_NAME } = loadEnv({ TABLE_NAME: z.string() });
const client = documentClient();
const ports = {
  subscribers: dynamoSubscriberStore(client, TABLE_NAME),
  ledger: dynamoLedger(client, TABLE_NAME),
  clock: () => new Date(),
};

/** Takes in the events that SES puts on EventBridge: sends, deliveries, bounces, complaints, rejections. */
export const handler = (event: unknown): Promise<void> => applyMailEvent(ports, event);
