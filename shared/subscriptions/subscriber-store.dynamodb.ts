import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { Subscriber } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';

const SHARDS = '0123456789abcdef';
const KEPT_FOR = 30 * 86_400; // seconds; who has not confirmed, or has left, is forgotten by then
const FADING = new Set<Subscriber['state']>(['pending', 'unsubscribed']);
const NOTED_FOR = 86_400;

const keyOf = (id: string) => ({ pk: `SUBS#${id[1]}`, sk: id });
const seconds = (at: Date | string): number => Math.floor(new Date(at).getTime() / 1000);

/**
 * One item a subscriber, in sixteen partitions by the first digit of the id. There is no second item to keep in step:
 * the id is the hash of the address, and whoever is confirmed is found by walking the partitions.
 */
export const dynamoSubscriberStore = (client: DynamoDBDocumentClient, table: string): SubscriberStore => ({
  async get(id) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(id), ConsistentRead: true }),
    );
    return (
      Item && { subscriber: Subscriber.parse(JSON.parse(String(Item.subscriber))), rev: Number(Item.rev) }
    );
  },

  put: (subscriber, over) =>
    held(
      client.send(
        new PutCommand({
          TableName: table,
          Item: {
            ...keyOf(subscriber.id),
            rev: (over ?? 0) + 1,
            state: subscriber.state,
            subscriber: JSON.stringify(subscriber),
            ...(FADING.has(subscriber.state) && { ttl: seconds(subscriber.changedAt) + KEPT_FOR }),
          },
          ConditionExpression: over === null ? 'attribute_not_exists(pk)' : 'rev = :over',
          ...(over !== null && { ExpressionAttributeValues: { ':over': over } }),
        }),
      ),
    ),

  async erase(id) {
    await client.send(new DeleteCommand({ TableName: table, Key: keyOf(id) }));
  },

  async confirmed(cursor, limit) {
    const [shard = '0', after = ''] = (cursor ?? '0:').split(':');
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        Limit: limit,
        KeyConditionExpression: 'pk = :pk AND sk > :after',
        FilterExpression: '#state = :confirmed',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':pk': `SUBS#${shard}`,
          ':after': after || 's',
          ':confirmed': 'confirmed',
        },
      }),
    );
    const following = SHARDS[SHARDS.indexOf(shard) + 1];
    return {
      subscribers: Items.map(({ subscriber }) => Subscriber.parse(JSON.parse(String(subscriber)))),
      next: LastEvaluatedKey ? `${shard}:${LastEvaluatedKey.sk}` : following ? `${following}:` : null,
    };
  },

  use: (what, until, most) =>
    held(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: 'LIMITS', sk: `${what}#${until.toISOString()}` },
          UpdateExpression: 'ADD used :one SET #ttl = :ttl',
          ConditionExpression: 'attribute_not_exists(used) OR used < :most',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':one': 1, ':most': most, ':ttl': seconds(until) + NOTED_FOR },
        }),
      ),
    ),
});

/** False when the condition did not hold. */
const held = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
