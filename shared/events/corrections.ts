import * as z from 'zod';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { composeEvent } from './compose-event.ts';
import { type Event, EventId, type Tombstone } from './event.ts';
import type { ChangeDraft, EventStore, Known } from './event-store.ts';
import { eventIdOf } from './ids.ts';
import { Correction, type EventRecord } from './record.ts';

const Why = { by: z.string().min(1).max(80), reason: z.string().min(3).max(300) };

/** What a person may decide about events; each is kept with who and why. */
export const Decision = z.discriminatedUnion('action', [
  z.object({ action: z.literal('edit'), id: EventId, set: Correction.shape.set, ...Why }),
  z.object({ action: z.literal('retract'), id: EventId, ...Why }),
  z.object({ action: z.literal('restore'), id: EventId, ...Why }),
  z.object({ action: z.literal('merge'), id: EventId, into: EventId, ...Why }),
  z.object({ action: z.literal('split'), id: EventId, reports: z.array(z.string()).min(1).max(200), ...Why }),
]);
export type Decision = z.infer<typeof Decision>;

export type CorrectionPorts = { events: EventStore; clock: Clock };
type Plan = { drafts: ChangeDraft[]; known: Record<string, Known>; id: string };

/**
 * Carries out a person's decision as one entry or two of the change feed. It outlives later reports and a newer
 * classifier: what was set stays set, what was retracted takes further reports of the same error to itself.
 * @returns the id of the event that is shown afterwards (for a retraction, that of the tombstone).
 * @throws AppError NotFound for an unknown event, BadInput for a decision that makes no sense.
 */
export const correct = async (ports: CorrectionPorts, decision: Decision): Promise<string> => {
  for (;;) {
    const seq = await ports.events.settle();
    const at = ports.clock().toISOString();
    const plan = await planOf(ports.events, decision, at);
    if ((await ports.events.commit(seq, at, plan.drafts, plan.known)) === 'committed') return plan.id;
  }
};

const planOf = async (events: EventStore, decision: Decision, at: string): Promise<Plan> => {
  const before = await recordOf(events, decision.id);
  if (decision.action === 'merge') return merge(events, before, decision, at);
  if (decision.action === 'split') return split(events, before, decision, at);
  const after = { edit, retract, restore }[decision.action](before, decision as never, at);
  const kind = { edit: 'updated', retract: 'retracted', restore: 'restored' } as const;
  return { drafts: [draft(kind[decision.action], decision, before, after)], known: {}, id: before.id };
};

const recordOf = async (events: EventStore, id: string): Promise<EventRecord> => {
  const record = await events.record(id);
  if (!record) throw new AppError('NotFound', `There is no event ${id}.`);
  return record;
};

const draft = (
  kind: ChangeDraft['kind'],
  { by, reason }: Decision,
  before: EventRecord | null,
  after: EventRecord,
): ChangeDraft => ({
  kind,
  why: `${by}: ${reason}`.slice(0, 300),
  before,
  after,
  reports: [],
});

const recomposed = (
  record: Omit<EventRecord, 'event'>,
  links: Event['links'],
  at: string,
  rev: number,
): EventRecord => ({
  ...record,
  event: composeEvent({ ...record, links, updatedAt: at, rev }),
});

type Of<A extends Decision['action']> = Extract<Decision, { action: A }>;

const edit = (before: EventRecord, { set, by, reason }: Of<'edit'>, at: string): EventRecord => {
  if (before.tombstone) throw new AppError('Conflict', 'The event was withdrawn; restore it first.');
  const corrections = [...before.corrections, { at, by, reason, set }];
  return recomposed({ ...before, corrections }, before.event.links, at, before.event.rev + 1);
};

const tomb = (
  id: string,
  kind: Tombstone['kind'],
  into: string | null,
  reason: string,
  at: string,
): Tombstone => ({ id, kind, into, reason, at });

const retract = (before: EventRecord, { reason }: Of<'retract'>, at: string): EventRecord => {
  if (before.tombstone) throw new AppError('Conflict', 'The event was withdrawn already.');
  return { ...before, tombstone: tomb(before.id, 'retracted', null, reason, at) };
};

const restore = (before: EventRecord, _: Of<'restore'>, at: string): EventRecord => {
  if (before.tombstone?.kind !== 'retracted')
    throw new AppError('Conflict', 'Only a retracted event can be restored.');
  return recomposed({ ...before, tombstone: null }, before.event.links, at, before.event.rev + 1);
};

const pointers = (record: EventRecord, id: string, contents: Map<string, Known>): Record<string, Known> =>
  Object.fromEntries(
    keysOf(record).map((key) => [
      key,
      { ...(contents.get(key) ?? { contentHash: '', version: 1 }), eventId: id },
    ]),
  );

const keysOf = ({ members, tellings }: EventRecord): string[] => [
  ...members.map(({ reportId }) => `R#${reportId}`),
  ...tellings.map(({ origin, ref }) => `T#${origin}#${ref}`),
];

const contentsOf = async (events: EventStore, record: EventRecord): Promise<Map<string, Known>> => {
  const found = await Promise.all(keysOf(record).map(async (key) => [key, await events.known(key)] as const));
  return new Map(found.flatMap(([key, known]) => (known ? [[key, known]] : [])));
};

const merge = async (
  events: EventStore,
  loser: EventRecord,
  decision: Of<'merge'>,
  at: string,
): Promise<Plan> => {
  const survivor = await recordOf(events, decision.into);
  if (loser.id === survivor.id) throw new AppError('BadInput', 'An event cannot be merged into itself.');
  if (loser.tombstone || survivor.tombstone) throw new AppError('Conflict', 'One of the two was withdrawn.');
  const parts = {
    ...survivor,
    members: [...survivor.members, ...loser.members],
    tellings: [...survivor.tellings, ...loser.tellings],
    corrections: [...survivor.corrections, ...loser.corrections],
  };
  const grown = recomposed(parts, survivor.event.links, at, survivor.event.rev + 1);
  const gone = { ...loser, tombstone: tomb(loser.id, 'merged', survivor.id, decision.reason, at) };
  const reports = await events.reports(loser.id);
  return {
    id: survivor.id,
    drafts: [
      { ...draft('updated', decision, survivor, grown), reports },
      draft('merged', decision, loser, gone),
    ],
    known: pointers(loser, survivor.id, await contentsOf(events, loser)),
  };
};

const split = async (
  events: EventStore,
  whole: EventRecord,
  decision: Of<'split'>,
  at: string,
): Promise<Plan> => {
  const leaving = new Set(decision.reports);
  const moved = whole.members.filter(({ reportId }) => leaving.has(reportId));
  const staying = whole.members.filter(({ reportId }) => !leaving.has(reportId));
  if (moved.length !== leaving.size)
    throw new AppError('BadInput', 'One of the reports is not part of the event.');
  if (staying.length + whole.tellings.length === 0)
    throw new AppError('BadInput', 'At least one report must stay.');
  const id = eventIdOf(`split ${whole.id} ${decision.reports.join(' ')}`);
  const fresh = recomposed({ id, members: moved, tellings: [], corrections: [], tombstone: null }, [], at, 1);
  const rest = recomposed({ ...whole, members: staying }, whole.event.links, at, whole.event.rev + 1);
  const reports = (await events.reports(whole.id)).filter((report) => leaving.has(report.id));
  return {
    id,
    drafts: [
      { ...draft('updated', decision, whole, rest), leaving: decision.reports },
      { ...draft('created', decision, null, fresh), reports },
    ],
    known: pointers(fresh, id, await contentsOf(events, fresh)),
  };
};
