import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { held, putNext } from '../platform/conditional-write.dynamodb.ts';
import { shardOf, shardPage } from '../platform/shards.dynamodb.ts';
import { Subscriber } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';

export const SUBSCRIBERS = 'SUBS';
export const LIMITS = 'LIMITS';
const KEPT_FOR = 30 * 86_400; // seconds; who has not confirmed, or has left, is forgotten by then
const FADING = new Set<Subscriber['state']>(['pending', 'unsubscribed']);
const NOTED_FOR = 86_400;

const keyOf = (id: string) => ({ pk: `${SUBSCRIBERS}#${shardOf(id)}`, sk: id });
const read = (body: unknown): Subscriber => Subscriber.parse(JSON.parse(String(body)));
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
    return Item && { subscriber: read(Item.subscriber), rev: Number(Item.rev) };
  },

  put: (subscriber, over) =>
    putNext(client, table, {
      ...keyOf(subscriber.id),
      rev: (over ?? 0) + 1,
      state: subscriber.state,
      subscriber: JSON.stringify(subscriber),
      ...(FADING.has(subscriber.state) && { ttl: seconds(subscriber.changedAt) + KEPT_FOR }),
    }),

  async erase(id) {
    await client.send(new DeleteCommand({ TableName: table, Key: keyOf(id) }));
  },

  async confirmed(cursor, limit) {
    const { items, next } = await shardPage(client, table, SUBSCRIBERS, cursor, {
      Limit: limit,
      FilterExpression: '#state = :confirmed',
      ExpressionAttributeNames: { '#state': 'state' },
      values: { ':confirmed': 'confirmed' },
    });
    return { subscribers: items.map(({ subscriber }) => read(subscriber)), next };
  },

  use: (what, until, most) =>
    held(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: LIMITS, sk: `${what}#${until.toISOString()}` },
          UpdateExpression: 'ADD used :one SET #ttl = :ttl',
          ConditionExpression: 'attribute_not_exists(used) OR used < :most',
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExpressionAttributeValues: { ':one': 1, ':most': most, ':ttl': seconds(until) + NOTED_FOR },
        }),
      ),
    ),
});
