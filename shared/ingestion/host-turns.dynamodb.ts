import { DeleteCommand, type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { held } from '../platform/conditional-write.dynamodb.ts';
import { readPartition } from '../platform/read-partition.dynamodb.ts';
import type { HostTurns } from './host-turns.ts';

const PK = 'HOSTS';

/** One small item a host, with the instant from which it is free. */
export const dynamoHostTurns = (client: DynamoDBDocumentClient, table: string): HostTurns => {
  const free = (host: string, from: string, condition: string, known: string): Promise<boolean> =>
    held(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: PK, sk: host },
          UpdateExpression: 'SET freeFrom = :from',
          ConditionExpression: condition,
          ExpressionAttributeValues: { ':from': from, ':known': known },
        }),
      ),
    );
  return {
    take: (host, now, until) =>
      free(host, until, 'attribute_not_exists(freeFrom) OR freeFrom <= :known', now),
    async end(host, until, rested) {
      await free(host, rested, 'freeFrom = :known', until);
    },
    async endAll() {
      for (const { sk } of await readPartition(client, table, PK))
        await client.send(new DeleteCommand({ TableName: table, Key: { pk: PK, sk } }));
    },
  };
};
