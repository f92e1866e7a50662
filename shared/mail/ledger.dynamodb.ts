import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Ledger, LedgerEntry, type LedgerState } from './ledger.ts';

const SHARDS = '0123456789abcdef';
const KEPT_FOR = 400 * 86_400; // seconds: long enough for any dispute about a mail

/** One item a mailing and subscriber, in sixteen partitions a mailing. */
export const dynamoLedger = (client: DynamoDBDocumentClient, table: string): Ledger => {
  const keyOf = (mailing: string, id: string) => ({ pk: `SENT#${mailing}#${id[1]}`, sk: id });

  const put = async (mailing: string, entry: LedgerEntry, from: readonly LedgerState[], orNew: boolean) => {
    const states = Object.fromEntries(from.map((state, index) => [`:s${index}`, state]));
    const allowed = [
      ...(orNew ? ['attribute_not_exists(pk)'] : []),
      ...(from.length > 0 ? [`#state IN (${Object.keys(states).join(', ')})`] : []),
    ].join(' OR ');
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: {
            ...keyOf(mailing, entry.id),
            ...entry,
            ttl: Math.floor(Date.parse(entry.at) / 1000) + KEPT_FOR,
          },
          ConditionExpression: allowed,
          ...(from.length > 0 && {
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: states,
          }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };

  return {
    async get(mailing, id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: keyOf(mailing, id), ConsistentRead: true }),
      );
      return Item && LedgerEntry.parse(Item);
    },
    take: (mailing, id, at, from) =>
      put(mailing, { id, state: 'sending', at: at.toISOString(), messageId: null, reason: null }, from, true),
    settle: (mailing, entry, from) => put(mailing, entry, from, false),
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
  };
};
