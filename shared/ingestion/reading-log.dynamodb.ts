import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { readPartition } from '../platform/read-partition.dynamodb.ts';
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
    const months = await readPartition(client, table, PK);
    return months.flatMap(({ readOn }) => (readOn instanceof Set ? [...readOn].map(String).sort() : []));
  },
});
