import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Ledger, LedgerEntry } from './ledger.ts';

const SHARDS = '0123456789abcdef';
const KEPT_FOR = 400 * 86_400; // seconds: long enough for any dispute about a mail

const keyOf = (mailing: string, id: string) => ({ pk: `SENT#${mailing}#${id[1]}`, sk: id });
const ttlOf = ({ at }: LedgerEntry): number => Math.floor(Date.parse(at) / 1000) + KEPT_FOR;

/** One item a mailing and subscriber, in sixteen partitions a mailing. */
export const dynamoLedger = (client: DynamoDBDocumentClient, table: string): Ledger => ({
  async get(mailing, id) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(mailing, id), ConsistentRead: true }),
    );
    return Item && LedgerEntry.parse(Item);
  },
  async put(mailing, entry) {
    const Item = { ...keyOf(mailing, entry.id), ...entry, ttl: ttlOf(entry) };
    try {
      await client.send(new PutCommand({ TableName: table, Item, ...oneBefore(entry) }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
  async list(mailing, cursor) {
    const [shard = '0', after = ''] = (cursor ?? '0:').split(':');
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND sk > :after',
        ExpressionAttributeValues: { ':pk': `SENT#${mailing}#${shard}`, ':after': after || 's' },
      }),
    );
    const following = SHARDS[SHARDS.indexOf(shard) + 1];
    return {
      entries: Items.map((item) => LedgerEntry.parse(item)),
      next: LastEvaluatedKey ? `${shard}:${LastEvaluatedKey.sk}` : following ? `${following}:` : null,
    };
  },
});

const oneBefore = ({ rev }: LedgerEntry) =>
  rev === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'rev = :before', ExpressionAttributeValues: { ':before': rev - 1 } };
