import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { ifHeld } from '../platform/conditional-write.dynamodb.ts';
import { readPartition } from '../platform/read-partition.dynamodb.ts';
import { Source, SourceState } from './source.ts';
import { begunAgain, freshState, type SourceEntry, type SourceStore } from './source-store.ts';

const PK = 'SOURCES';

/** One partition: some sixty to a few hundred items, read whole by the plan. Source and state lie side by side as JSON. */
export const dynamoSourceStore = (client: DynamoDBDocumentClient, table: string): SourceStore => {
  const items = () => readPartition(client, table, PK);

  const update = (id: string, expression: string, condition: string, values?: Record<string, unknown>) =>
    ifHeld(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk: PK, sk: id },
          UpdateExpression: expression,
          ConditionExpression: condition,
          ...(values && { ExpressionAttributeValues: values }),
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );

  const beginAgain = (id: string, state: SourceState) =>
    update(id, 'SET visited = :state', 'attribute_exists(pk)', { ':state': visitedOf(begunAgain(state)) });

  return {
    all: async () => (await items()).map(entryOf),
    async get(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { pk: PK, sk: id }, ConsistentRead: true }),
      );
      return Item && entryOf(Item);
    },
    async sync(sources) {
      const stored = await items();
      const known = new Map(stored.map((item) => [String(item.sk), rowOf(item)]));
      const states = new Map(stored.map((item) => [String(item.sk), entryOf(item).state]));
      const wanted = new Set(sources.map(({ id }) => id));
      const added = sources.filter(({ id }) => !known.has(id));
      const changed = sources.filter((source) => {
        const old = known.get(source.id);
        return old && JSON.stringify(old) !== JSON.stringify(source);
      });
      const removed = [...known.keys()].filter((id) => !wanted.has(id));
      for (const source of added)
        await client.send(new PutCommand({ TableName: table, Item: itemOf(source, freshState(source.id)) }));
      for (const source of changed) {
        const listed = { ':listed': JSON.stringify(source) };
        await update(source.id, 'SET listed = :listed', 'attribute_exists(pk)', listed);
        const state = states.get(source.id);
        if (state && known.get(source.id)?.url !== source.url) await beginAgain(source.id, state);
      }
      for (const id of removed)
        await client.send(new DeleteCommand({ TableName: table, Key: { pk: PK, sk: id } }));
      return { added: added.length, changed: changed.length, removed: removed.length };
    },
    async switchTo(id, on) {
      const change = on === null ? 'REMOVE switched' : 'SET switched = :on';
      const done = await update(id, change, 'attribute_exists(pk)', on === null ? undefined : { ':on': on });
      const state = done?.Attributes && entryOf(done.Attributes).state;
      if (on && state?.disabled) await beginAgain(id, state);
      return done !== undefined;
    },
    async lease(id, now, until) {
      const free = 'attribute_exists(pk) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)';
      const item = await update(id, 'SET leaseUntil = :until', free, { ':now': now, ':until': until });
      return item?.Attributes && entryOf(item.Attributes);
    },
    async endLeases() {
      for (const { sk, leaseUntil } of await items())
        if (leaseUntil) await update(String(sk), 'REMOVE leaseUntil', 'attribute_exists(pk)');
    },
    async release({ source, state: leased }, state) {
      const done = await update(source.id, 'SET visited = :state REMOVE leaseUntil', 'leaseUntil = :lease', {
        ':state': visitedOf(state),
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
  visited: visitedOf(state),
});

/** The lease is an attribute of its own, since conditions rest on it. */
const visitedOf = (state: SourceState): string => JSON.stringify({ ...state, leaseUntil: null });

const rowOf = (item: Record<string, unknown>): Source => Source.parse(JSON.parse(String(item.listed)));

/** A source as this installation has it: a person's switch outweighs the row. */
const entryOf = (item: Record<string, unknown>): SourceEntry => ({
  source: { ...rowOf(item), ...(typeof item.switched === 'boolean' && { on: item.switched }) },
  state: SourceState.parse({ ...JSON.parse(String(item.visited)), leaseUntil: item.leaseUntil ?? null }),
});
