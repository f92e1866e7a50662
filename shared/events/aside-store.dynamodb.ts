import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { type Aside, type AsideStore, placeOfAside } from './aside-store.ts';
import { Report } from './report.ts';

const keyOf = (kind: Aside, sk: string) => ({ pk: `ASIDE#${kind}`, sk });
const read = (body: unknown): Report => Report.parse(JSON.parse(String(body)));

export const dynamoAsideStore = (client: DynamoDBDocumentClient, table: string): AsideStore => ({
  async put(kind, report) {
    const Item = { ...keyOf(kind, placeOfAside(report)), body: JSON.stringify(report) };
    await client.send(new PutCommand({ TableName: table, Item }));
  },
  async list(kind, limit, after) {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keyOf(kind, '').pk },
        ScanIndexForward: false,
        Limit: limit,
        ...(after && { ExclusiveStartKey: keyOf(kind, after) }),
      }),
    );
    return Items.map(({ body }) => read(body));
  },
  async get(kind, place) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(kind, place), ConsistentRead: true }),
    );
    return Item && read(Item.body);
  },
  async remove(kind, place) {
    await client.send(new DeleteCommand({ TableName: table, Key: keyOf(kind, place) }));
  },
});
