import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

type Table = { client: DynamoDBDocumentClient; table: string };
type Key = { pk: string; sk: string };

const PARTITIONS = [...[...'0123456789abcdef'].map((shard) => `SUBS#${shard}`), 'LIMITS'];

/**
 * Deletes subscribers and used-up limits whose `ttl` has passed, as DynamoDB does by itself within days; the embedded
 * one never does.
 * @returns how many went.
 */
export const dropExpired = async (store: Table, now: Date): Promise<number> => {
  const seconds = Math.floor(now.getTime() / 1000);
  let dropped = 0;
  for (const pk of PARTITIONS)
    for (const key of await expiredIn(store, pk, seconds)) dropped += await drop(store, key, seconds);
  return dropped;
};

const PASSED = { ExpressionAttributeNames: { '#ttl': 'ttl' } };

const expiredIn = async ({ client, table }: Table, pk: string, seconds: number): Promise<Key[]> => {
  const keys: Key[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        ...PASSED,
        TableName: table,
        ExclusiveStartKey: from,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: '#ttl < :now',
        ExpressionAttributeValues: { ':pk': pk, ':now': seconds },
      }),
    );
    keys.push(...(page.Items ?? []).map(({ pk: partition, sk }): Key => ({ pk: partition, sk })));
    from = page.LastEvaluatedKey;
  } while (from);
  return keys;
};

/** Whoever came back in the meantime has a later `ttl` or none, and stays. */
const drop = async ({ client, table }: Table, Key: Key, seconds: number): Promise<0 | 1> => {
  try {
    await client.send(
      new DeleteCommand({
        ...PASSED,
        TableName: table,
        Key,
        ConditionExpression: '#ttl < :now',
        ExpressionAttributeValues: { ':now': seconds },
      }),
    );
    return 1;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 0;
    throw error;
  }
};
