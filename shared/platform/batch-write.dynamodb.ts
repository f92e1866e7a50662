import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';

const MOST = 25; // DynamoDB's limit for one call

type Put = { put: Record<string, unknown> };
type Delete = { remove: { pk: string; sk: string } };

/** Unconditional writes, as many as wanted; what DynamoDB hands back unprocessed is sent again, waiting longer each time. */
export const writeAll = async (
  client: DynamoDBDocumentClient,
  table: string,
  writes: (Put | Delete)[],
): Promise<void> => {
  for (let start = 0; start < writes.length; start += MOST) {
    let rest = requests(table, writes.slice(start, start + MOST));
    for (let wait = 50; rest; wait = Math.min(wait * 2, 5000)) {
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: rest }));
      rest = UnprocessedItems?.[table]?.length ? UnprocessedItems : undefined;
      if (rest) await sleep(wait);
    }
  }
};

const requests = (table: string, writes: (Put | Delete)[]): BatchWriteCommandInput['RequestItems'] => ({
  [table]: writes.map((write) =>
    'put' in write ? { PutRequest: { Item: write.put } } : { DeleteRequest: { Key: write.remove } },
  ),
});
