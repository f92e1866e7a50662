import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoMailingStore } from '../../shared/digest/mailing-store.dynamodb.ts';
import { entriesOf } from '../../shared/mail/closed-ids.ts';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import type { LedgerEntry } from '../../shared/mail/ledger.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { memoryLedger, memoryMailings, subscriber } from '../fakes/mail.ts';

let dynamo: EmbeddedDynamo;
beforeAll(async () => {
  dynamo = await startEmbedded();
});
afterAll(() => dynamo.stop());

const entry = (name: string, says: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id: subscriber(name).id,
  state: 'claimed',
  at: '2026-01-12T06:00:00.000Z',
  claim: 'c',
  until: '2026-01-12T06:05:00.000Z',
  messageId: null,
  reason: null,
  hash: null,
  rev: 1,
  ...says,
});

describe.each([
  { name: 'in memory', open: () => memoryLedger() },
  { name: 'in DynamoDB', open: () => dynamoLedger(dynamo.client, dynamo.table) },
])('a ledger $name', ({ open }) => {
  it('has nothing of whom nothing was written', async () => {
    expect(await open().get('2026-W02', subscriber('nobody').id)).toBeUndefined();
  });

  it('takes each write once, and only on top of the one before it', async () => {
    const ledger = open();
    const first = entry('anna');
    expect(await ledger.put('2026-W02', first)).toBe(true);
    expect(await ledger.put('2026-W02', { ...first, claim: 'other' })).toBe(false);
    expect(await ledger.put('2026-W02', { ...first, state: 'accepted', rev: 3 })).toBe(false);
    expect(await ledger.put('2026-W02', { ...first, state: 'sending', rev: 2 })).toBe(true);
    expect(await ledger.get('2026-W02', first.id)).toEqual({ ...first, state: 'sending', rev: 2 });
  });

  it('of many who write at once lets one through', async () => {
    const ledger = open();
    const tries = Array.from({ length: 8 }, (_, n) =>
      ledger.put('2026-W03', entry('bert', { claim: `c${n}` })),
    );
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('lists every entry of a mailing once, and none of another', async () => {
    const ledger = open();
    const names = Array.from({ length: 60 }, (_, n) => `reader-${n}`);
    for (const name of names) await ledger.put('2026-W04', entry(name));
    await ledger.put('2026-W05', entry('elsewhere'));
    const ids: string[] = [];
    for await (const { id } of entriesOf(ledger, '2026-W04')) ids.push(id);
    expect(ids.sort()).toEqual(names.map((name) => subscriber(name).id).sort());
  });
});

describe.each([
  { name: 'in memory', open: () => memoryMailings() },
  { name: 'in DynamoDB', open: () => dynamoMailingStore(dynamo.client, dynamo.table) },
])('mailings $name', ({ open }) => {
  const at = '2026-01-12T06:00:00.000Z';
  const mailing = {
    state: 'dispatching' as const,
    reason: null,
    released: false,
    cursor: null,
    begunAt: at,
    at,
    closed: 0,
  };

  it('takes each write only on top of the one before it, so that no hold is lost', async () => {
    const store = open();
    expect(await store.put({ ...mailing, week: '2026-W02', rev: 1 })).toBe(true);
    expect(await store.put({ ...mailing, week: '2026-W02', state: 'held', rev: 2 })).toBe(true);
    expect(await store.put({ ...mailing, week: '2026-W02', state: 'dispatched', rev: 2 })).toBe(false);
    expect((await store.get('2026-W02'))?.state).toBe('held');
  });

  it('lists the newest first', async () => {
    const store = open();
    for (const week of ['2026-W08', '2026-W10', '2026-W09']) await store.put({ ...mailing, week, rev: 1 });
    expect((await store.list(2)).map(({ week }) => week)).toEqual(['2026-W10', '2026-W09']);
  });
});
