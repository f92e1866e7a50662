import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';

const SHARDS = '0123456789abcdef';

/** Which of its sixteen partitions a subscriber's id (`s` and a hash in hex) lies in. */
export const shardOf = (id: string): string => id[1] ?? '';

/** The sixteen partitions under a name. */
export const shardsOf = (name: string): string[] => [...SHARDS].map((shard) => `${name}#${shard}`);

type Asked = Pick<QueryCommandInput, 'Limit' | 'FilterExpression' | 'ExpressionAttributeNames'> & {
  values?: Record<string, unknown>;
};

/**
 * One page of a walk over the partitions under a name, each in the order of the ids.
 * @param cursor `next` of the page before; null at the start.
 */
export const shardPage = async (
  client: DynamoDBDocumentClient,
  table: string,
  name: string,
  cursor: string | null,
  { values, ...asked }: Asked = {},
): Promise<{ items: Record<string, unknown>[]; next: string | null }> => {
  const [shard = '0', after = ''] = (cursor ?? '0:').split(':');
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      ...asked,
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND sk > :after',
      ExpressionAttributeValues: { ...values, ':pk': `${name}#${shard}`, ':after': after || 's' },
    }),
  );
  const following = SHARDS[SHARDS.indexOf(shard) + 1];
  const next = LastEvaluatedKey ? `${shard}:${LastEvaluatedKey.sk}` : following ? `${following}:` : null;
  return { items: Items, next };
};
