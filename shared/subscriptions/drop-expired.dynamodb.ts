import { DeleteCommand, type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { held } from '../platform/conditional-write.dynamodb.ts';
import { shardsOf } from '../platform/shards.dynamodb.ts';
import { LIMITS, SUBSCRIBERS } from './subscriber-store.dynamodb.ts';

type Table = { client: DynamoDBDocumentClient; table: string };
type Key = { pk: string; sk: string };

const PARTITIONS = [...shardsOf(SUBSCRIBERS), LIMITS];

/**
 * Deletes subscribers and used-up limits whose `ttl` has passed, as DynamoDB does by itself within days; the embedded
 * one never does.
 * @returns how many went.
 */
export const dropExpired = async (store: Table, now: Date): Promise<number> => {
  const seconds = Math.floor(now.getTime() / 1000);
  let dropped = 0;
  for (const pk of PARTITIONS)
    for (const key of await expiredIn(store, pk, seconds)) if (await drop(store, key, seconds)) dropped++;
  return dropped;
};

const PASSED = { ExpressionAttributeNames: { '#ttl': 'ttl' } };

const expiredIn = async ({ client, table }: Table, pk: string, seconds: number): Promise<Key[]> => {
  const pages = paginateQuery(
    { client },
    {
      ...PASSED,
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: '#ttl < :now',
      ExpressionAttributeValues: { ':pk': pk, ':now': seconds },
    },
  );
  const keys: Key[] = [];
  for await (const { Items = [] } of pages) keys.push(...Items.map(({ sk }): Key => ({ pk, sk })));
  return keys;
};

/** Whoever came back in the meantime has a later `ttl` or none, and stays. */
const drop = ({ client, table }: Table, Key: Key, seconds: number): Promise<boolean> =>
  held(
    client.send(
      new DeleteCommand({
        ...PASSED,
        TableName: table,
        Key,
        ConditionExpression: '#ttl < :now',
        ExpressionAttributeValues: { ':now': seconds },
      }),
    ),
  );
