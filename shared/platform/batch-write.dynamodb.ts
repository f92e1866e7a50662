import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { partsOf } from './paging.ts';

export const MOST = 25; // DynamoDB's limit for one call

type Put = { put: Record<string, unknown> };
type Delete = { remove: { pk: string; sk: string } };

/** Unconditional writes, as many as wanted; what DynamoDB hands back unprocessed is sent again, waiting longer each time. */
export const writeAll = async (
  client: DynamoDBDocumentClient,
  table: string,
  writes: (Put | Delete)[],
): Promise<void> => {
  for (const some of partsOf(writes, MOST))
    await untilTaken(table, requests(table, some), (RequestItems) =>
      client.send(new BatchWriteCommand({ RequestItems })),
    );
};

/** Sends requests of one call until none is handed back. */
export const untilTaken = async <R extends Record<string, unknown[]>>(
  table: string,
  requested: R,
  send: (rest: R) => Promise<{ UnprocessedItems?: R | undefined }>,
): Promise<void> => {
  let rest: R | undefined = requested;
  for (let wait = 50; rest; wait = Math.min(wait * 2, 5000)) {
    const { UnprocessedItems }: { UnprocessedItems?: R | undefined } = await send(rest);
    rest = UnprocessedItems?.[table]?.length ? UnprocessedItems : undefined;
    if (rest) await sleep(wait);
  }
};

const requests = (
  table: string,
  writes: (Put | Delete)[],
): NonNullable<BatchWriteCommandInput['RequestItems']> => ({
  [table]: writes.map((write) =>
    'put' in write ? { PutRequest: { Item: write.put } } : { DeleteRequest: { Key: write.remove } },
  ),
});
