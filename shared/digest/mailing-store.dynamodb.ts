import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { putNext } from '../platform/conditional-write.dynamodb.ts';
import { Mailing, type MailingStore } from './mailing.ts';

const PK = 'MAILINGS';

/** One partition, one item a week. */
export const dynamoMailingStore = (client: DynamoDBDocumentClient, table: string): MailingStore => ({
  async get(week) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: PK, sk: week }, ConsistentRead: true }),
    );
    return Item && Mailing.parse(Item);
  },
  put: (mailing) => putNext(client, table, { pk: PK, sk: mailing.week, ...mailing }),
  async list(limit) {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': PK },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return Items.map((item) => Mailing.parse(item));
  },
});
