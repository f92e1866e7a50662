import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReadingLog } from './reading-log.ts';

const PK = 'READ';

/** One item a month with a set of days, so that ten years are a hundred small items, and a second mark adds nothing. */
export const dynamoReadingLog = (client: DynamoDBDocumentClient, table: string): ReadingLog => ({
  async mark(day) {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { pk: PK, sk: day.slice(0, 7) },
        UpdateExpression: 'ADD readOn :day',
        ExpressionAttributeValues: { ':day': new Set([day]) },
      }),
    );
  },
  async days() {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': PK },
      },
    );
    const found: string[] = [];
    for await (const { Items = [] } of pages)
      for (const { readOn } of Items)
        if (readOn instanceof Set) found.push(...[...readOn].map(String).sort());
    return found;
  },
});
