import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { composeEvent, inOrder } from './compose-event.ts';
import { type Audit, type Event, EventId, type Tombstone } from './event.ts';
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
/** `unchanged`: it was decided so before. `id`: of the event shown afterwards, or of the tombstone. */
export type Corrected = { outcome: 'done' | 'unchanged'; id: string };
type Plan = { drafts: ChangeDraft[]; known: Record<string, Known>; id: string };

/**
 * Carries out a person's decision as one entry or two of the change feed. It outlives later reports and a newer
 * classifier: what was set stays set, what was retracted takes further reports of the same error to itself.
 * The same decision again changes nothing; with `key` that holds for the request whatever came between, since the key
 * is written with the change itself.
 * @throws AppError NotFound for an unknown event, Conflict for one that is not in a state for it, Unprocessable for a
 *   decision that makes no sense or a key that stood for another decision.
 */
export const correct = async (
  ports: CorrectionPorts,
  decision: Decision,
  key?: string,
): Promise<Corrected> => {
  const contentHash = createHash('sha256').update(JSON.stringify(decision)).digest('hex');
  for (;;) {
    const seq = await ports.events.settle();
    const before = key && (await ports.events.known(`C#${key}`));
    if (before) return answered(before, contentHash);
    const same = await decidedAlready(ports.events, decision);
    if (same) return { outcome: 'unchanged', id: same };
    const at = ports.clock().toISOString();
    const plan = await planOf(ports.events, decision, at);
    const asked = key ? { [`C#${key}`]: { eventId: plan.id, contentHash, version: 1 } } : {};
    const known = { ...plan.known, ...asked };
    if ((await ports.events.commit(seq, at, plan.drafts, known)) === 'committed')
      return { outcome: 'done', id: plan.id };
  }
};

const answered = ({ eventId, contentHash }: Known, wanted: string): Corrected => {
  if (contentHash !== wanted)
    throw new AppError('Unprocessable', 'The idempotency key stood for another decision.');
  return { outcome: 'unchanged', id: eventId };
};

/** The id of the event that shows the decision already. */
const decidedAlready = async (events: EventStore, decision: Decision): Promise<string | undefined> => {
  const { tombstone, corrections } = await recordOf(events, decision.id);
  if (decision.action === 'edit') {
    const set: Record<string, unknown> = Object.assign({}, ...inOrder(corrections));
    const given = Object.entries(decision.set);
    const same = given.length > 0 && given.every(([field, value]) => set[field] === value);
    return !tombstone && same ? decision.id : undefined;
  }
  if (decision.action === 'merge')
    return tombstone?.into && tombstone.into === decision.into ? decision.into : undefined;
  if (decision.action === 'retract')
    return tombstone?.kind === 'retracted' && tombstone.reason === decision.reason ? decision.id : undefined;
  if (decision.action !== 'split') return undefined;
  const fresh = await events.record(splitIdOf(decision));
  return fresh && !fresh.tombstone ? fresh.id : undefined;
};

const splitIdOf = ({ id, reports }: Of<'split'>, after = ''): string =>
  eventIdOf(`split ${id} ${[...reports].sort().join(' ')}${after}`);

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
  decision: Decision,
  before: EventRecord | null,
  after: EventRecord,
): ChangeDraft => ({
  kind,
  why: `${decision.by}: ${decision.reason}`.slice(0, 300),
  audit: auditOf(decision),
  before,
  after,
  reports: [],
});

const auditOf = (decision: Decision): Audit => {
  const { by, action, reason } = decision;
  return { by, action, reason, ...(decision.action === 'edit' && { set: decision.set }) };
};

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
  if (Object.keys(set).length === 0) throw new AppError('Unprocessable', 'No field is set.');
  const [start, end] = [set.eventStart ?? before.event.eventStart, set.eventEnd ?? before.event.eventEnd];
  if (start > end) throw new AppError('Unprocessable', 'The event would end before it begins.');
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
  if (loser.id === survivor.id) throw new AppError('Unprocessable', 'An event cannot be merged into itself.');
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
  if (whole.tombstone) throw new AppError('Conflict', 'The event was withdrawn; restore it first.');
  const leaving = new Set(decision.reports);
  const moved = whole.members.filter(({ reportId }) => leaving.has(reportId));
  const staying = whole.members.filter(({ reportId }) => !leaving.has(reportId));
  if (moved.length !== leaving.size)
    throw new AppError('Unprocessable', 'One of the reports is not part of the event.');
  if (staying.length + whole.tellings.length === 0)
    throw new AppError('Unprocessable', 'At least one report must stay.');
  // An id that was merged or retracted since is never used again.
  const used = await events.record(splitIdOf(decision));
  const id = splitIdOf(decision, used ? ` ${whole.event.rev}` : '');
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
