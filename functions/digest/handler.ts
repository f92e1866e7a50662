import * as z from 'zod';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { freezeDigest } from '../../shared/digest/freeze-digest.ts';
import { weekBefore, weekOf } from '../../shared/digest/iso-week.ts';
import { pipelineHealth } from '../../shared/digest/pipeline-health.ts';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { loadEnv } from '../../shared/platform/env.ts';
import { log } from '../../shared/platform/log.ts';
import { documentClient } from '../../shared/platform/table.ts';

const { TABLE_NAME } = loadEnv({ TABLE_NAME: z.string() });
const dynamo = documentClient();
const clock = () => new Date();
const ports = {
  events: dynamoEventStore(dynamo, TABLE_NAME),
  asides: dynamoAsideStore(dynamo, TABLE_NAME),
  digests: dynamoDigestStore(dynamo, TABLE_NAME),
  clock,
  health: pipelineHealth(dynamoSourceStore(dynamo, TABLE_NAME), clock),
};

/** Runs on Monday: freezes the week that has just ended. */
export const handler = async (): Promise<{ week: string; held: string | null }> => {
  const { week, held } = await freezeDigest(ports, weekBefore(weekOf(clock())));
  log('info', 'Issue frozen.', { week, held });
  return { week, held };
};
