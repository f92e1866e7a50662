import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { held } from '../platform/conditional-write.dynamodb.ts';
import { Change } from './event.ts';
import { keys } from './event-keys.dynamodb.ts';
import type { ChangeDraft, EventStore, Known } from './event-store.ts';
import { type Posting, postingsOf } from './postings.ts';
import { EventRecord } from './record.ts';
import { Report } from './report.ts';
import { Ruling } from './ruling.ts';

type Item = { pk: string; sk: string } & Record<string, unknown>;

/** A decided change as it lies in HEAD until it is applied: enough to write every item again. */
const Pending = z.object({
  at: z.string(),
  first: z.int(),
  parts: z.array(
    z.object({
      change: Change,
      after: EventRecord,
      reports: z.array(Report),
      stale: z.array(z.object({ pk: z.string(), sk: z.string() })),
    }),
  ),
  known: z.record(
    z.string(),
    z.object({
      eventId: z.string(),
      contentHash: z.string(),
      version: z.int(),
      ruling: Ruling.optional(),
    }),
  ),
});
type Pending = z.infer<typeof Pending>;

const Head = z.object({
  seq: z.int().default(0),
  updatedAt: z.string().nullable().default(null),
  pending: z.string().optional(),
});
type Head = z.infer<typeof Head>;

export type Journal = Pick<EventStore, 'settle' | 'commit' | 'head'>;

/** The one place where events change: see "How a change is written" in TABLE.md. */
export const dynamoJournal = (client: DynamoDBDocumentClient, table: string): Journal => {
  const readHead = async (): Promise<Head> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keys.head, ConsistentRead: true }),
    );
    return Head.parse(Item ?? {});
  };

  const settle = async (): Promise<number> => {
    const { seq, pending } = await readHead();
    if (pending) await finish(Pending.parse(JSON.parse(pending)), seq);
    return seq;
  };

  const finish = async (pending: Pending, seq: number): Promise<void> => {
    await Promise.all(itemsOf(pending).map((item) => putUnlessNewer(client, table, item)));
    await held(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: keys.head,
          UpdateExpression: 'REMOVE pending',
          ConditionExpression: 'seq = :seq',
          ExpressionAttributeValues: { ':seq': seq },
        }),
      ),
    );
  };

  return {
    settle,
    async head() {
      const { seq, updatedAt, pending } = await readHead();
      // A change that is not applied yet is not shown yet.
      return { seq: pending ? Pending.parse(JSON.parse(pending)).first - 1 : seq, updatedAt };
    },
    async commit(seq, at, drafts, known) {
      const pending = pendingOf(seq, at, drafts, known);
      const next = seq + drafts.length;
      if (!(await decide(client, table, seq, next, pending))) return 'conflict';
      await finish(pending, next);
      return 'committed';
    },
  };
};

const pendingOf = (
  seq: number,
  at: string,
  drafts: ChangeDraft[],
  known: Record<string, Known>,
): Pending => ({
  at,
  first: seq + 1,
  known,
  parts: drafts.map(({ kind, why, audit, before, after, reports, leaving = [] }, index) => ({
    change: {
      seq: seq + 1 + index,
      at,
      kind,
      id: after.id,
      why,
      ...(audit && { audit }),
      event: after.tombstone ? null : after.event,
      tombstone: after.tombstone,
    },
    after,
    reports,
    stale: [
      ...(before ? stalePlaces(before, after) : []),
      ...leaving.map((reportId) => keys.report(after.id, reportId)),
    ],
  })),
});

const decide = async (
  client: DynamoDBDocumentClient,
  table: string,
  seq: number,
  next: number,
  pending: Pending,
): Promise<boolean> =>
  held(
    client.send(
      new UpdateCommand({
        TableName: table,
        Key: keys.head,
        UpdateExpression: 'SET seq = :next, pending = :pending, updatedAt = :at',
        ConditionExpression:
          seq === 0
            ? '(attribute_not_exists(seq) OR seq = :seq) AND attribute_not_exists(pending)'
            : 'seq = :seq AND attribute_not_exists(pending)',
        ExpressionAttributeValues: {
          ':next': next,
          ':pending': JSON.stringify(pending),
          ':at': pending.at,
          ':seq': seq,
        },
      }),
    ),
  );

/**
 * Where an event is found. A retracted one is found by the merge rule alone, so that a later report of the same error
 * goes to it and not to a new event; one that was merged is found nowhere.
 */
const places = ({ tombstone, event, id }: EventRecord): Item[] => {
  if (tombstone?.kind === 'merged') return [];
  const family = keys.family(event.signature.family, event.eventStart, id);
  if (tombstone) return [family];
  return [family, ...postingsOf(event).map(({ index, key }: Posting) => keys.posting(index, { key, id }))];
};

const stalePlaces = (before: EventRecord, after: EventRecord): { pk: string; sk: string }[] => {
  const kept = new Set(places(after).map(({ pk, sk }) => `${pk} ${sk}`));
  return places(before).filter(({ pk, sk }) => !kept.has(`${pk} ${sk}`));
};

const STALE_FOR = 7 * 86_400; // seconds; far longer than any writer can sleep

const itemsOf = ({ at, first, parts, known }: Pending): Item[] => [
  ...parts.flatMap(({ change, after, reports, stale }) => {
    const { seq, id } = change;
    const body = JSON.stringify(change);
    const shown = places(after);
    return [
      { ...keys.change(seq), seq, body },
      { ...keys.history(id, seq), seq, body },
      { ...keys.record(id), seq, body: JSON.stringify(after) },
      ...reports.map((report) => ({ ...keys.report(id, report.id), seq, body: JSON.stringify(report) })),
      ...shown.map((place) => ({ ...place, seq, body: JSON.stringify(after.event) })),
      ...stale.map((place) => ({ ...place, seq, ttl: Math.floor(Date.parse(at) / 1000) + STALE_FOR })),
    ];
  }),
  ...Object.entries(known).map(([key, value]) => ({
    ...keys.known(key),
    seq: parts.at(-1)?.change.seq ?? first - 1,
    ...value,
  })),
];

const putUnlessNewer = (client: DynamoDBDocumentClient, table: string, Item: Item): Promise<boolean> =>
  held(
    client.send(
      new PutCommand({
        TableName: table,
        Item,
        ConditionExpression: 'attribute_not_exists(seq) OR seq <= :seq',
        ExpressionAttributeValues: { ':seq': Item.seq },
      }),
    ),
  );
