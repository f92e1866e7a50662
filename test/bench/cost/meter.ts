import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EmbeddedDynamo } from '../../../shared/platform/embedded-dynamo.dynalite.ts';
import { documentClient } from '../../../shared/platform/table.ts';

export type Used = { reads: number; writes: number; milliseconds: number };

type Consumed = { ConsumedCapacity?: { CapacityUnits?: number } };

type Meter = {
  client: DynamoDBDocumentClient;
  measure: Measure;
  /** How often each command was sent so far. */
  calls: Record<string, number>;
};

/** A client that counts the capacity units of what goes through it, as the store itself reports them. */
export const metered = (dynamo: EmbeddedDynamo): Meter => {
  const client = documentClient({
    endpoint: dynamo.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const units = { reads: 0, writes: 0 };
  const calls: Meter['calls'] = {};
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next({
        ...args,
        input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } as never,
      });
      const command = String(context.commandName).replace(/(Item)?Command$/, '');
      calls[command] = (calls[command] ?? 0) + 1;
      const kind = /^(Get|Query)/.test(command) ? 'reads' : 'writes';
      units[kind] += (result.output as Consumed).ConsumedCapacity?.CapacityUnits ?? 0;
      return result;
    },
    { step: 'initialize', name: 'meter' },
  );
  const measure: Measure = async (work, times = 1) => {
    const before = { ...units };
    const began = performance.now();
    for (let run = 0; run < times; run++) await work(run);
    return {
      reads: (units.reads - before.reads) / times,
      writes: (units.writes - before.writes) / times,
      milliseconds: (performance.now() - began) / times,
    };
  };
  return { client, measure, calls };
};

/** What one of `times` runs used on average. */
export type Measure = (work: (run: number) => Promise<unknown>, times?: number) => Promise<Used>;
