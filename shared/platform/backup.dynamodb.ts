import {
  type AttributeValue,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from './app-error.ts';
import { type BackupHead, type BackupTail, type CheckedBackup, itemOf, lineOf } from './backup-lines.ts';
import { MOST, untilTaken } from './batch-write.dynamodb.ts';

export type Kept = { client: DynamoDBDocumentClient; table: string };

const HEAD = { pk: { S: 'JOURNAL' }, sk: { S: 'HEAD' } };
const MARK = { pk: 'RESTORE', sk: 'AT' };
const MARK_EVERY = 1000; // items

type Item = Record<string, AttributeValue>;

const itemAt = async ({ client, table }: Kept, Key: Item): Promise<Item | undefined> =>
  (await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

const positionOf = async (kept: Kept): Promise<string> => {
  const head = await itemAt(kept, HEAD);
  if (head?.pending && !head.pending.NULL)
    throw new AppError('Busy', 'A change is being written; run the backup again.');
  return head?.seq?.N ?? '0';
};

/**
 * Every item of the table as a line of NDJSON, between a first line and a last. It is the one reader that scans: a
 * person's tool, run now and then.
 * @throws AppError Busy when the record changed meanwhile, so that the lines would not belong together.
 */
export async function* backupLines(kept: Kept, at: Date): AsyncGenerator<string> {
  const seq = await positionOf(kept);
  yield JSON.stringify({ amur: 'backup', version: 1, at: at.toISOString(), seq } satisfies BackupHead);
  let items = 0;
  for await (const page of pagesOf(kept))
    for (const item of page) {
      items++;
      yield lineOf(item);
    }
  if ((await positionOf(kept)) !== seq)
    throw new AppError('Busy', 'The record changed during the backup; run it again.');
  yield JSON.stringify({ end: true, items } satisfies BackupTail);
}

async function* pagesOf({ client, table }: Kept): AsyncGenerator<Item[]> {
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    yield (page.Items ?? []) as Item[];
    ExclusiveStartKey = page.LastEvaluatedKey as Item | undefined;
  } while (ExclusiveStartKey);
}

/**
 * Writes a backup into an empty table. Run again after it was stopped, it goes on, and a second run of one that ended
 * is refused, since the table is not empty.
 * @param lines of the file that was checked, without its first and last.
 * @throws AppError Conflict for a table that holds anything but the beginning of the same backup.
 */
export const restoreLines = async (
  kept: Kept,
  { head, items }: CheckedBackup,
  lines: AsyncIterable<string>,
): Promise<number> => {
  const done = await begin(kept, head);
  let count = 0;
  let batch: Item[] = [];
  const flush = async (): Promise<void> => {
    await write(kept, batch);
    batch = [];
  };
  for await (const line of lines) {
    if (++count <= done) continue;
    batch.push(itemOf(line) as Item);
    if (batch.length === MOST) await flush();
    if (count % MARK_EVERY === 0) {
      await flush();
      await mark(kept, head, count);
    }
  }
  await flush();
  if (count !== items) throw new Error(`${count} lines were read of a backup of ${items}.`);
  await kept.client.send(new DeleteCommand({ TableName: kept.table, Key: MARK }));
  return count;
};

const nameOf = ({ at, seq }: BackupHead): string => `${at} ${seq}`;
const markKey: Item = { pk: { S: MARK.pk }, sk: { S: MARK.sk } };

/** Whether a restore into the table was stopped half-way: what lies there must not be used. */
export const isHalfRestored = async (kept: Kept): Promise<boolean> =>
  (await itemAt(kept, markKey)) !== undefined;

/** @returns how many items an earlier run wrote for certain. */
const begin = async (kept: Kept, head: BackupHead): Promise<number> => {
  const known = await itemAt(kept, markKey);
  if (known?.of?.S === nameOf(head)) return Number(known.done?.N ?? 0);
  const { Items = [] } = await kept.client.send(new ScanCommand({ TableName: kept.table, Limit: 1 }));
  if (known || Items.length > 0)
    throw new AppError('Conflict', 'There is something in the store already; restore into an empty one.');
  await mark(kept, head, 0);
  return 0;
};

const mark = ({ client, table }: Kept, head: BackupHead, done: number): Promise<unknown> =>
  client.send(
    new PutItemCommand({
      TableName: table,
      Item: { ...markKey, of: { S: nameOf(head) }, done: { N: String(done) } },
    }),
  );

const write = async ({ client, table }: Kept, items: Item[]): Promise<void> => {
  if (items.length === 0) return;
  const requested: Record<string, WriteRequest[]> = {
    [table]: items.map((Item) => ({ PutRequest: { Item } })),
  };
  await untilTaken(table, requested, (RequestItems) =>
    client.send(new BatchWriteItemCommand({ RequestItems })),
  );
};
