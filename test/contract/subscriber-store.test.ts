import { GetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { dropExpired } from '../../shared/subscriptions/drop-expired.dynamodb.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';
import type { SubscriberStore } from '../../shared/subscriptions/subscriber-store.ts';
import { memorySubscribers, subscriber } from '../fakes/mail.ts';

const DAY = 86_400_000;

let dynamo: EmbeddedDynamo;
beforeAll(async () => {
  dynamo = await startEmbedded();
});
afterAll(() => dynamo.stop());

/** Everybody whom a walk in pages of this size comes by. */
const walked = async (store: SubscriberStore, limit: number): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<SubscriberStore['confirmed']>> = await store.confirmed(cursor, limit);
    ids.push(...page.subscribers.map(({ id }) => id));
    cursor = page.next;
  } while (cursor);
  return ids;
};

describe.each([
  { name: 'in memory', open: (): SubscriberStore => memorySubscribers() },
  { name: 'in DynamoDB', open: (): SubscriberStore => dynamoSubscriberStore(dynamo.client, dynamo.table) },
])('subscribers $name', ({ open }) => {
  it('knows nobody who was not written', async () => {
    expect(await open().get(subscriber('nobody').id)).toBeUndefined();
  });

  it('writes a new one once, and a change only over the revision that was read', async () => {
    const store = open();
    const anna = subscriber('anna', { state: 'pending' });
    expect(await store.put(anna, null)).toBe(true);
    expect(await store.put(anna, null)).toBe(false);
    const kept = await store.get(anna.id);
    expect(kept?.subscriber).toEqual(anna);
    const rev = kept?.rev ?? 0;
    expect(await store.put({ ...anna, state: 'confirmed' }, rev)).toBe(true);
    expect(await store.put({ ...anna, state: 'suppressed' }, rev)).toBe(false);
    expect((await store.get(anna.id))?.subscriber.state).toBe('confirmed');
  });

  it('lets one of many who write at once through', async () => {
    const store = open();
    const bela = subscriber('bela');
    await store.put(bela, null);
    const rev = (await store.get(bela.id))?.rev ?? 0;
    const won = await Promise.all(
      Array.from({ length: 8 }, (_, at) => store.put({ ...bela, generation: at + 2 }, rev)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('forgets whoever is erased, also twice', async () => {
    const store = open();
    const carl = subscriber('carl');
    await store.put(carl, null);
    await store.erase(carl.id);
    await store.erase(carl.id);
    expect(await store.get(carl.id)).toBeUndefined();
    expect(await store.put(carl, null)).toBe(true);
  });

  it('walks by everybody who has confirmed, once, in pages of any size', async () => {
    const store = open();
    const states = ['confirmed', 'pending', 'unsubscribed', 'suppressed'] as const;
    const all = Array.from({ length: 120 }, (_, n) =>
      subscriber(`walker-${n}`, { state: states[n % 5] ?? 'confirmed' }),
    );
    const before = new Set(await walked(store, 100));
    await Promise.all(all.map((one) => store.put(one, null)));
    const expected = all.filter(({ state }) => state === 'confirmed').map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 150 }), async (limit) => {
        const ids = (await walked(store, limit)).filter((id) => !before.has(id));
        expect(ids.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 8 },
    );
  });

  it('counts uses within a window, however many come at once', async () => {
    const store = open();
    const until = new Date('2026-01-12T07:00:00Z');
    const took = await Promise.all(Array.from({ length: 6 }, () => store.use('what', until, 4)));
    expect(took.filter(Boolean)).toHaveLength(4);
    expect(await store.use('what', until, 4)).toBe(false);
    expect(await store.use('other', until, 4)).toBe(true);
    expect(await store.use('what', new Date('2026-01-12T08:00:00Z'), 4)).toBe(true);
  });
});

describe('what expires in DynamoDB', () => {
  const at = new Date('2026-01-12T06:00:00Z');
  const ttlOf = async (id: string) => {
    const Key = { pk: `SUBS#${id[1]}`, sk: id };
    const { Item } = await dynamo.client.send(new GetCommand({ TableName: dynamo.table, Key }));
    return Item?.ttl === undefined ? null : (Number(Item.ttl) * 1000 - at.getTime()) / DAY;
  };

  it.each([
    { state: 'pending', days: 30 },
    { state: 'unsubscribed', days: 30 },
    { state: 'confirmed', days: null },
    { state: 'suppressed', days: null },
  ] as const)('somebody who is $state is kept for $days days', async ({ state, days }) => {
    const store = dynamoSubscriberStore(dynamo.client, dynamo.table);
    const dora = subscriber(`dora-${state}`, { state, changedAt: at.toISOString() });
    await store.put(dora, null);
    expect(await ttlOf(dora.id)).toBe(days);
  });

  it('goes from the embedded one too, and nothing else does', async () => {
    const store = dynamoSubscriberStore(dynamo.client, dynamo.table);
    const name = (state: string) => subscriber(`emil-${state}`).id;
    for (const state of ['pending', 'confirmed'] as const)
      await store.put(subscriber(`emil-${state}`, { state, changedAt: at.toISOString() }), null);
    await store.use('limit', at, 1);
    await dropExpired(dynamo, new Date(at.getTime() + 29 * DAY));
    expect(await store.get(name('pending'))).toBeDefined();
    expect(await store.use('limit', at, 1)).toBe(true);
    expect(await dropExpired(dynamo, new Date(at.getTime() + 31 * DAY))).toBeGreaterThan(0);
    expect(await store.get(name('pending'))).toBeUndefined();
    expect(await store.get(name('confirmed'))).toBeDefined();
    expect(await dropExpired(dynamo, new Date(at.getTime() + 31 * DAY))).toBe(0);
  });
});
