import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
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
  async put(mailing) {
    const Item = { pk: PK, sk: mailing.week, ...mailing };
    try {
      await client.send(new PutCommand({ TableName: table, Item, ...oneBefore(mailing) }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
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

const oneBefore = ({ rev }: Mailing) =>
  rev === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'rev = :before', ExpressionAttributeValues: { ':before': rev - 1 } };
