import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AsideStore } from './aside-store.ts';
import { Report } from './report.ts';

export const dynamoAsideStore = (client: DynamoDBDocumentClient, table: string): AsideStore => ({
  async put(kind, report) {
    const day = (report.published ?? report.firstSeen).slice(0, 10);
    const Item = { pk: `ASIDE#${kind}`, sk: `${day}#${report.id}`, body: JSON.stringify(report) };
    await client.send(new PutCommand({ TableName: table, Item }));
  },
  async list(kind, limit) {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `ASIDE#${kind}` },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return Items.map(({ body }) => Report.parse(JSON.parse(String(body))));
  },
});
