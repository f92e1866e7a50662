import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { composeEvent } from '../../../shared/events/compose-event.ts';
import { dynamoEventStore } from '../../../shared/events/event-store.dynamodb.ts';
import type { ChangeDraft, Known } from '../../../shared/events/event-store.ts';
import { eventIdOf } from '../../../shared/events/ids.ts';
import { memberOf } from '../../../shared/events/record-report.ts';
import type { Report } from '../../../shared/events/report.ts';
import { writeAll } from '../../../shared/platform/batch-write.dynamodb.ts';
import type { EmbeddedDynamo } from '../../../shared/platform/embedded-dynamo.dynalite.ts';
import { partsOf } from '../../../shared/platform/paging.ts';
import { type MadeUp, reportOf } from './made-up-events.ts';

const AT_ONCE = 12; // a change lies in one item until it is applied, and an item holds 400 kB

export const reportsOf = (event: MadeUp): Report[] =>
  Array.from({ length: event.reports }, (_, index) => reportOf(event, index));

export const idOf = (event: MadeUp): string => eventIdOf(reportOf(event, 0).id);

/** Writes made-up events through the store's own `commit`, one change an event. */
export const fill = async (
  { client, table }: EmbeddedDynamo,
  all: MadeUp[],
  tell: (written: number) => void,
): Promise<void> => {
  const store = dynamoEventStore(batching(client, table), table);
  let seq = await store.settle();
  for (const some of partsOf(all, AT_ONCE)) {
    const drafts = some.map(draftOf);
    const known = Object.assign({}, ...drafts.map(knownOf)) as Record<string, Known>;
    await store.commit(seq, '2026-03-01T06:00:00.000Z', drafts, known);
    seq += drafts.length;
    tell(seq);
  }
};

const draftOf = (made: MadeUp): ChangeDraft => {
  const reports = reportsOf(made);
  const members = reports.map(memberOf).filter((member) => member !== undefined);
  const parts = { members, tellings: [], corrections: [] };
  const [id, updatedAt] = [idOf(made), reports.at(-1)?.firstSeen ?? ''];
  const event = composeEvent({ id, ...parts, links: [], updatedAt, rev: members.length });
  const after = { id, ...parts, tombstone: null, event };
  return { kind: 'created', why: 'made up', before: null, after, reports };
};

const knownOf = ({ after, reports }: ChangeDraft): Record<string, Known> =>
  Object.fromEntries(
    reports.map(({ id, contentHash, version }) => [`R#${id}`, { eventId: after.id, contentHash, version }]),
  );

/**
 * The client that the store writes with, save that its conditional puts go out 25 at a time: where nobody else writes,
 * the condition always holds. Whatever comes after them waits until they are written.
 */
const batching = (client: DynamoDBDocumentClient, table: string): DynamoDBDocumentClient => {
  let waiting: { put: Record<string, unknown> }[] = [];
  const send = async (command: unknown): Promise<unknown> => {
    if (command instanceof PutCommand) {
      waiting.push({ put: command.input.Item ?? {} });
      return {};
    }
    const writes = waiting.splice(0);
    waiting = [];
    await Promise.all(partsOf(writes, 100).map((some) => writeAll(client, table, some)));
    return client.send(command as never);
  };
  return new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
};
