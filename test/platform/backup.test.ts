import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSeed, seedTellings } from '../../seed/load-seed.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { dynamoReadingLog } from '../../shared/ingestion/reading-log.dynamodb.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { backupLines, isHalfRestored, restoreLines } from '../../shared/platform/backup.dynamodb.ts';
import { checkBackup, itemLines } from '../../shared/platform/backup-lines.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';

const AT = new Date('2026-03-02T06:00:00Z');
const clock = () => AT;
const stores: EmbeddedDynamo[] = [];
const empty = async (): Promise<EmbeddedDynamo> => {
  const store = await startEmbedded();
  stores.push(store);
  return store;
};
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.stop()));
});

/** A store with every kind of value in it: numbers, texts, maps, a set of days, bytes. */
const filled = async (): Promise<EmbeddedDynamo> => {
  const store = await empty();
  const { client, table } = store;
  const ports = { events: dynamoEventStore(client, table), sources: dynamoSourceStore(client, table), clock };
  await loadSeed(ports, [], undefined, seedTellings().slice(0, 8));
  await dynamoReadingLog(client, table).mark('2026-03-01');
  const bytes = {
    pk: 'MADE-UP',
    sk: 'BYTES',
    B: 'a name that bytes have',
    inner: { B: new Uint8Array([0, 255, 7]) },
  };
  await client.send(new PutCommand({ TableName: table, Item: bytes }));
  return store;
};

const listOf = async (lines: AsyncIterable<string>): Promise<string[]> => {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
};
async function* each(lines: string[], stopAfter = Number.POSITIVE_INFINITY): AsyncGenerator<string> {
  for (const [index, line] of lines.entries()) {
    if (index >= stopAfter) throw new Error('the process died');
    yield line;
  }
}
const backupOf = (store: EmbeddedDynamo): Promise<string[]> => listOf(backupLines(store, AT));
const restore = async (to: EmbeddedDynamo, lines: string[], stopAfter?: number): Promise<number> =>
  restoreLines(to, await checkBackup(each(lines)), itemLines(each(lines, stopAfter)));

describe('a backup', () => {
  it('restored into an empty store is the same store, to the last item', async () => {
    const lines = await backupOf(await filled());
    const copy = await empty();
    expect(await restore(copy, lines)).toBe(lines.length - 2);
    expect((await backupOf(copy)).toSorted()).toEqual(lines.toSorted());
    expect(lines.join()).toContain('"SS"');
  });

  it.each([1, 20, 40])(
    'goes on after the process died at line %i, and nothing is half restored in the end',
    async (at) => {
      const lines = await backupOf(await filled());
      const copy = await empty();
      await expect(restore(copy, lines, at)).rejects.toThrow('the process died');
      expect(await isHalfRestored(copy)).toBe(true);
      await restore(copy, lines);
      expect(await isHalfRestored(copy)).toBe(false);
      expect((await backupOf(copy)).toSorted()).toEqual(lines.toSorted());
    },
  );

  it('is refused by a store that holds something, or the half of another backup', async () => {
    const source = await filled();
    const lines = await backupOf(source);
    await expect(restore(source, lines)).rejects.toThrow('There is something in the store already');
    const half = await empty();
    await expect(restore(half, lines, 30)).rejects.toThrow('the process died');
    const other = [String(lines[0]).replace('2026-03-02', '2026-03-09'), ...lines.slice(1)];
    await expect(restore(half, other)).rejects.toThrow('There is something in the store already');
  });

  it('is given up when the record changes while it is read', async () => {
    const store = await filled();
    const lines = backupLines(store, AT);
    await lines.next();
    const events = dynamoEventStore(store.client, store.table);
    const ports = { events, sources: dynamoSourceStore(store.client, store.table), clock };
    await loadSeed(ports, [], undefined, seedTellings().slice(0, 12));
    await expect(listOf(lines)).rejects.toThrow('The record changed during the backup');
  });

  it.each([
    { it: 'that is empty', spoil: () => [], says: /cut off/ },
    { it: 'that is something else', spoil: () => ['{"id":1}'], says: /no backup of Amur/ },
    {
      it: 'of a later version',
      spoil: ([head = '']: string[]) => [head.replace('"version":1', '"version":2')],
      says: /version 1/,
    },
    { it: 'that was cut off', spoil: (lines: string[]) => lines.slice(0, -1), says: /cut off/ },
    { it: 'that lacks a line', spoil: (lines: string[]) => lines.toSpliced(3, 1), says: /cut off/ },
    {
      it: 'with a broken line',
      spoil: (lines: string[]) => lines.with(2, '{"pk":'),
      says: /Line 3 of the backup is no item/,
    },
    {
      it: 'with more after its end',
      spoil: (lines: string[]) => [...lines, '{}'],
      says: /Something follows/,
    },
  ])('$it is refused before anything is written', async ({ spoil, says }) => {
    const lines = await backupOf(await filled());
    const copy = await empty();
    await expect(restore(copy, spoil(lines))).rejects.toThrow(says);
    expect(await backupOf(copy)).toHaveLength(2);
  });
});
