import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

/** What a conditional write gave back; undefined when its condition did not hold. */
export const ifHeld = async <T>(write: Promise<T>): Promise<T | undefined> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};

/** Whether the condition of a write held. */
export const held = async (write: Promise<object>): Promise<boolean> => (await ifHeld(write)) !== undefined;

/**
 * Writes an item that is one write ahead of the one that is stored; none counts as zero.
 * @returns false when somebody else was faster.
 */
export const putNext = (
  client: DynamoDBDocumentClient,
  table: string,
  Item: { pk: string; sk: string; rev: number } & Record<string, unknown>,
): Promise<boolean> => held(client.send(new PutCommand({ TableName: table, Item, ...oneBefore(Item.rev) })));

const oneBefore = (rev: number) =>
  rev === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'rev = :before', ExpressionAttributeValues: { ':before': rev - 1 } };
