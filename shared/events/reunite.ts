import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { allEvents } from './all-events.ts';
import { correct } from './corrections.ts';
import type { Change } from './event.ts';
import type { Candidate, EventFilter, EventStore } from './event-store.ts';
import { candidateWindow, twinOf } from './merge.ts';
import type { EventRecord } from './record.ts';

export type ReunitePorts = { events: EventStore; clock: Clock };

/** Under this name the record itself joins two events; in the history it stands where a person's name would. */
export const BY_RULE = 'Amur';
const MOST_ROUNDS = 4;

/**
 * Joins an event with those that turned out to be the same one: reports that came late or in another order had kept
 * them apart, and the report that came last shows that they belong together. The older id survives, the other leads to
 * it. What a person split or restored stays as they left it. Doing so again changes nothing.
 * @returns id of the event that is shown in the end.
 */
export const reunite = async (ports: ReunitePorts, eventId: string): Promise<string> => {
  let id = eventId;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = await reuniteOnce(ports, id);
    if (!next) return id;
    id = next;
  }
  return id;
};

const reuniteOnce = async (ports: ReunitePorts, id: string): Promise<string | null> => {
  const own = await ports.events.record(id);
  if (!own || own.tombstone) return own?.tombstone?.into ?? null;
  const twin = await twinOnRecord(ports.events, own);
  if (!twin) return null;
  const [from, into] = byAge(own, twin.record);
  return joined(ports, { from: from.id, into: into.id, why: twin.why });
};

/** Somebody else may have joined or withdrawn one of the two by now; then there is nothing to do here. */
const joined = async (
  ports: ReunitePorts,
  { from, into, why }: { from: string; into: string; why: string },
): Promise<string | null> => {
  try {
    await correct(ports, {
      action: 'merge',
      id: from,
      into,
      by: BY_RULE,
      reason: `one event, reported apart: ${why}`,
    });
    return into;
  } catch (error) {
    if (error instanceof AppError && error.code === 'Conflict') return null;
    throw error;
  }
};

const twinOnRecord = async (
  events: EventStore,
  own: EventRecord,
): Promise<{ record: EventRecord; why: string } | null> => {
  const self: Candidate = { event: own.event, signature: own.event.signature };
  const others = await events.candidates(self.signature.family, ...candidateWindow(own.event));
  const twin = twinOf(self, others);
  const record = twin && (await events.record(twin.id));
  if (!record || record.tombstone || toldByPeople(own, record)) return null;
  const ruled = await Promise.all([own, record].map(({ id }) => events.history(id)));
  return ruled.flat().some(isRuling) ? null : { record, why: twin.why };
};

/** Rows of one origin are told apart by people, and no rule joins them. */
const toldByPeople = (a: EventRecord, b: EventRecord): boolean =>
  a.tellings.some(({ origin }) => b.tellings.some((other) => other.origin === origin));

const isRuling = ({ audit }: Change): boolean => audit?.action === 'split' || audit?.action === 'restore';

/** The one to go and the one to stay: what people told stays, then what was there first, then the smaller id. */
const byAge = (a: EventRecord, b: EventRecord): [EventRecord, EventRecord] => {
  const age = ({ tellings, event, id }: EventRecord): string =>
    `${tellings.length > 0 ? 0 : 1} ${event.firstSeen} ${id}`;
  return age(a) <= age(b) ? [b, a] : [a, b];
};

/**
 * Looks at every event that reports tell of, and joins what should have met: events on record from before the rule
 * that would join them today. Doing so again changes nothing.
 */
export const sweep = async (ports: ReunitePorts): Promise<{ looked: number; joined: [string, string][] }> => {
  const filter: EventFilter = { origin: ['live'], messages: true };
  const all = await allEvents(ports.events, filter, { sort: 'date', limit: 200 });
  const joined: [string, string][] = [];
  for (const { id } of all) {
    const now = await reunite(ports, id);
    if (now !== id) joined.push([id, now]);
  }
  return { looked: all.length, joined };
};
