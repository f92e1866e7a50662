import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { putNext } from '../platform/conditional-write.dynamodb.ts';
import { shardOf, shardPage } from '../platform/shards.dynamodb.ts';
import { type Ledger, LedgerEntry } from './ledger.ts';

const KEPT_FOR = 400 * 86_400; // seconds: long enough for any dispute about a mail

const nameOf = (mailing: string): string => `SENT#${mailing}`;
const keyOf = (mailing: string, id: string) => ({ pk: `${nameOf(mailing)}#${shardOf(id)}`, sk: id });
const ttlOf = ({ at }: LedgerEntry): number => Math.floor(Date.parse(at) / 1000) + KEPT_FOR;

/** One item a mailing and subscriber, in sixteen partitions a mailing. */
export const dynamoLedger = (client: DynamoDBDocumentClient, table: string): Ledger => ({
  async get(mailing, id) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(mailing, id), ConsistentRead: true }),
    );
    return Item && LedgerEntry.parse(Item);
  },
  put: (mailing, entry) =>
    putNext(client, table, { ...keyOf(mailing, entry.id), ...entry, ttl: ttlOf(entry) }),
  async list(mailing, cursor) {
    const { items, next } = await shardPage(client, table, nameOf(mailing), cursor);
    return { entries: items.map((item) => LedgerEntry.parse(item)), next };
  },
});
