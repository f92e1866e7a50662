import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { Source, SourceState } from './source.ts';
import { freshState, type SourceEntry, type SourceStore } from './source-store.ts';

const PK = 'SOURCES';

/** One partition: some sixty to a few hundred items, read whole by the plan. Source and state lie side by side as JSON. */
export const dynamoSourceStore = (client: DynamoDBDocumentClient, table: string): SourceStore => {
  const all = async (): Promise<SourceEntry[]> => {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': PK },
      },
    );
    const entries: SourceEntry[] = [];
    for await (const { Items = [] } of pages) entries.push(...Items.map(entryOf));
    return entries;
  };

  const update = (id: string, expression: string, condition: string, values: Record<string, unknown>) =>
    held(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: PK, sk: id },
          UpdateExpression: expression,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );

  return {
    all,
    async get(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { pk: PK, sk: id }, ConsistentRead: true }),
      );
      return Item && entryOf(Item);
    },
    async sync(sources) {
      const known = new Map((await all()).map((entry) => [entry.source.id, entry]));
      const wanted = new Set(sources.map(({ id }) => id));
      const added = sources.filter(({ id }) => !known.has(id));
      const changed = sources.filter((source) => {
        const old = known.get(source.id);
        return old && JSON.stringify(old.source) !== JSON.stringify(source);
      });
      const removed = [...known.keys()].filter((id) => !wanted.has(id));
      for (const source of added)
        await client.send(new PutCommand({ TableName: table, Item: itemOf(source, freshState(source.id)) }));
      for (const source of changed)
        await update(source.id, 'SET listed = :listed', 'attribute_exists(pk)', {
          ':listed': JSON.stringify(source),
        });
      for (const id of removed)
        await client.send(new DeleteCommand({ TableName: table, Key: { pk: PK, sk: id } }));
      return { added: added.length, changed: changed.length, removed: removed.length };
    },
    async lease(id, now, until) {
      const free = 'attribute_exists(pk) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)';
      const item = await update(id, 'SET leaseUntil = :until', free, { ':now': now, ':until': until });
      return item?.Attributes && entryOf(item.Attributes);
    },
    async release({ source, state: leased }, state) {
      const kept = JSON.stringify({ ...state, leaseUntil: null });
      const done = await update(source.id, 'SET visited = :state REMOVE leaseUntil', 'leaseUntil = :lease', {
        ':state': kept,
        ':lease': leased.leaseUntil,
      });
      return done !== undefined;
    },
  };
};

const itemOf = (source: Source, state: SourceState) => ({
  pk: PK,
  sk: source.id,
  listed: JSON.stringify(source),
  visited: JSON.stringify(state),
});

const entryOf = (item: Record<string, unknown>): SourceEntry => ({
  source: Source.parse(JSON.parse(String(item.listed))),
  state: SourceState.parse({ ...JSON.parse(String(item.visited)), leaseUntil: item.leaseUntil ?? null }),
});

/** Undefined when the condition did not hold. */
const held = async <T>(write: Promise<T>): Promise<T | undefined> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
