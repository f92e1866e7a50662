import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import type { EventStore } from '../../shared/events/event-store.ts';
import { recordReport } from '../../shared/events/record-report.ts';
import type { Report } from '../../shared/events/report.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { report } from '../fakes/verdicts.ts';

const clock = () => new Date('2026-01-15T12:00:00Z');
const patrol = { type: 'joint_patrol', who: ['ruAir', 'cnAir'], branch: 'air' } as const;

const talks = { type: 'ministerial_talks', place: 'Moscow' } as const;

/** Nine reports of four events; only the last shows that the two before it tell of one. */
const REPORTS: Report[] = [
  report({
    type: 'visit',
    who: ['xi', 'putin'],
    on: '2023-03-20',
    to: '2023-03-22',
    place: 'Moscow',
    outlet: 'A',
  }),
  report({ type: 'summit', who: ['xi', 'putin'], on: '2023-03-21', place: 'Moscow', outlet: 'B' }),
  report({ type: 'visit', who: ['xi', 'putin'], on: '2023-03-20', outlet: 'C', lang: 'zh' }),
  report({ ...patrol, who: [...patrol.who], on: '2023-03-20', outlet: 'A' }),
  report({ ...patrol, who: [...patrol.who], on: '2023-03-20', outlet: 'B' }),
  report({ type: 'energy', who: ['gazprom', 'cnpc'], on: '2023-03-21', outlet: 'C' }),
  report({ ...talks, who: ['wang', 'russia'], on: '2023-09-02', outlet: 'A' }),
  report({ ...talks, who: ['china', 'lavrov'], on: '2023-09-04', outlet: 'B' }),
  report({ ...talks, who: ['wang', 'lavrov'], on: '2023-09-03', outlet: 'C' }),
];

class Crash extends Error {}

/** A client that dies at one of its calls, before or after the call was carried out. */
const dying = (client: DynamoDBDocumentClient, at: number, before: boolean): DynamoDBDocumentClient => {
  let calls = 0;
  const send = async (command: never): Promise<unknown> => {
    const fatal = calls++ === at;
    if (fatal && before) throw new Crash();
    const answer = await client.send(command);
    if (fatal) throw new Crash();
    return answer;
  };
  return new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
};

let dynamo: EmbeddedDynamo;
beforeAll(async () => {
  dynamo = await startEmbedded();
});
afterAll(() => dynamo.stop());

const freshTable = async (): Promise<EmbeddedDynamo> => startEmbedded();

/** A worker that takes its messages again from the start after each crash, as a queue would give them. */
const work = async (
  { client, table }: EmbeddedDynamo,
  messages: Report[],
  crashes: { at: number; before: boolean }[],
): Promise<void> => {
  for (const crash of [...crashes, undefined]) {
    const mine = crash ? dying(client, crash.at, crash.before) : client;
    const ports = { events: dynamoEventStore(mine, table), asides: dynamoAsideStore(mine, table), clock };
    try {
      for (const message of messages) await recordReport(ports, message);
      return;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
};

/** What a reader sees: each event with its reports, without what depends on the order of arrival. */
const shown = async (store: EventStore) => {
  const { items } = await store.list({ messages: true }, { sort: 'date', limit: 100 });
  const events = await Promise.all(
    items.map(async ({ id: _id, rev: _rev, significance: _, ...event }) => ({
      ...event,
      of: (await store.reports(_id)).map(({ id }) => id).sort(),
    })),
  );
  return events.sort((a, b) => String(a.of).localeCompare(String(b.of)));
};

const replayed = async (store: EventStore) => {
  const state = new Map<string, number>();
  const changes = await store.changes(0, 10_000);
  for (const { id, event } of changes) {
    if (event) state.set(id, event.rev);
    else state.delete(id);
  }
  return { seqs: changes.map(({ seq }) => seq), state };
};

describe('the record under fault', () => {
  it('ends the same with two workers, messages that come twice, and a crash at any call', async () => {
    const undisturbed = await freshTable();
    await work(undisturbed, REPORTS, []);
    const expected = await shown(dynamoEventStore(undisturbed.client, undisturbed.table));
    expect(expected).toHaveLength(4);
    const crash = fc.record({ at: fc.integer({ min: 0, max: 220 }), before: fc.boolean() });
    const run = fc.record({
      orders: fc.array(fc.shuffledSubarray(REPORTS, { minLength: REPORTS.length }), {
        minLength: 1,
        maxLength: 2,
      }),
      crashes: fc.array(fc.array(crash, { maxLength: 3 }), { minLength: 2, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ orders, crashes }) => {
        const disturbed = await freshTable();
        await Promise.all(
          orders.map((order, index) =>
            work(disturbed, [...order, ...order.slice(0, 2)], crashes[index] ?? []),
          ),
        );
        const store = dynamoEventStore(disturbed.client, disturbed.table);
        await store.settle();
        expect(await shown(store)).toEqual(expected);
        const { seqs, state } = await replayed(store);
        expect(seqs).toEqual(seqs.map((_, index) => index + 1));
        const { items } = await store.list({ messages: true }, { sort: 'date', limit: 100 });
        expect([...state].sort()).toEqual(items.map(({ id, rev }): [string, number] => [id, rev]).sort());
        await disturbed.stop();
      }),
      { numRuns: Number(process.env.AMUR_FAULT_RUNS ?? 25) },
    );
    await undisturbed.stop();
  }, 600_000);
});

describe('recording a report', () => {
  const ports = () => ({
    events: dynamoEventStore(dynamo.client, dynamo.table),
    asides: dynamoAsideStore(dynamo.client, dynamo.table),
    clock,
  });
  const call = { type: 'call', who: ['xi', 'putin'], on: '2024-02-08' } as const;

  it('twice changes nothing', async () => {
    const one = report({ ...call, who: [...call.who] });
    expect(await recordReport(ports(), one)).toMatchObject({ outcome: 'created' });
    const before = await ports().events.head();
    expect(await recordReport(ports(), one)).toMatchObject({ outcome: 'known' });
    expect(await ports().events.head()).toEqual(before);
  });

  it('in a new version takes the place of the old one', async () => {
    const [old, changed] = ['one', 'two'].map((version, index) => ({
      ...report({ ...call, who: [...call.who], version, outlet: 'V' }),
      version: index + 1,
    })) as [Report, Report];
    const { eventId } = (await recordReport(ports(), old)) as { eventId: string };
    expect(await recordReport(ports(), changed)).toMatchObject({ outcome: 'updated', eventId });
    const reports = await ports().events.reports(eventId);
    expect(reports.filter(({ id }) => id === old.id).map(({ contentHash }) => contentHash)).toEqual(['two']);
  });

  it.each([
    { it: 'an uncertain one goes to the review queue', says: { relevant: false, p: 0.4 }, as: 'review' },
    {
      it: 'a friction to its side track',
      says: { relevant: false, p: 0.1, track: 'friction' },
      as: 'friction',
    },
  ] as const)('$it', async ({ says, as }) => {
    const aside = report({ ...call, who: [...call.who], ...says, outlet: as });
    expect(await recordReport(ports(), aside)).toEqual({ outcome: 'set aside', as });
    expect((await ports().asides.list(as, 10)).map(({ id }) => id)).toEqual([aside.id]);
  });

  it('that tells of nothing leaves no trace', async () => {
    const before = await ports().events.head();
    expect(
      await recordReport(
        ports(),
        report({ ...call, who: [...call.who], relevant: false, p: 0.1, outlet: 'N' }),
      ),
    ).toEqual({ outcome: 'ignored' });
    expect(await ports().events.head()).toEqual(before);
  });
});
