import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AlertPorts } from './plan-alerts.ts';

const Key = { pk: 'ALERTS', sk: 'PROGRESS' };

export const dynamoAlertProgress = (
  client: DynamoDBDocumentClient,
  table: string,
): AlertPorts['progress'] => ({
  async get() {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item ? Number(Item.seq) : null;
  },
  async put(seq) {
    await client.send(new PutCommand({ TableName: table, Item: { ...Key, seq } }));
  },
});
