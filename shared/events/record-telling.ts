import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { composeEvent } from './compose-event.ts';
import type { EventStore } from './event-store.ts';
import { eventIdOf } from './ids.ts';
import { type Comparable, candidateWindow, decide } from './merge.ts';
import type { EventRecord } from './record.ts';
import { signatureOf } from './signature.ts';
import type { SeedTelling } from './telling.ts';

export type TellingPorts = { events: EventStore; clock: Clock };
export type Told = { outcome: 'created' | 'joined' | 'updated' | 'known'; eventId: string };

const hashOf = (telling: SeedTelling): string =>
  createHash('sha256').update(JSON.stringify(telling)).digest('hex').slice(0, 24);

/**
 * Takes a row of the article or the chronology to its event. The same row again changes nothing; a changed row takes
 * the old one's place.
 */
export const recordTelling = async (ports: TellingPorts, telling: SeedTelling): Promise<Told> => {
  const contentHash = hashOf(telling);
  for (;;) {
    const seq = await ports.events.settle();
    const known = await ports.events.known(keyOf(telling));
    if (known?.contentHash === contentHash) return { outcome: 'known', eventId: known.eventId };
    const at = ports.clock().toISOString();
    const target = known?.eventId ?? (await findEvent(ports.events, telling));
    const before = target ? ((await ports.events.record(target)) ?? null) : null;
    const after = afterTelling(before, telling, at);
    const draft = {
      kind: before ? ('updated' as const) : ('created' as const),
      why: `${telling.origin} ${telling.ref}`,
      before,
      after,
      reports: [],
    };
    const where = { [keyOf(telling)]: { eventId: after.id, contentHash, version: 1 } };
    if ((await ports.events.commit(seq, at, [draft], where)) === 'committed') {
      return { outcome: known ? 'updated' : before ? 'joined' : 'created', eventId: after.id };
    }
  }
};

/** Those of the rows that the record does not have yet, or has in another version; order is kept. */
export const changedTellings = async (
  events: Pick<EventStore, 'known'>,
  tellings: SeedTelling[],
): Promise<SeedTelling[]> => {
  const known = await Promise.all(tellings.map((telling) => events.known(keyOf(telling))));
  return tellings.filter((telling, index) => known[index]?.contentHash !== hashOf(telling));
};

const keyOf = ({ origin, ref }: Pick<SeedTelling, 'origin' | 'ref'>): string => `T#${origin}#${ref}`;

const findEvent = async (events: EventStore, telling: SeedTelling): Promise<string | null> => {
  if (telling.joins) {
    const other = await events.known(`T#${telling.joins}`);
    if (other) return other.eventId;
  }
  const signature = signatureOf(telling);
  const candidates = await events.candidates(signature.family, ...candidateWindow(telling));
  const comparable: Comparable = { ...telling, signature, dated: true };
  // Rows of one origin are told apart by people: only another origin's event is joined by rule.
  return decide(
    comparable,
    candidates.filter(({ event }) => !event.origins.includes(telling.origin)),
  ).join;
};

const afterTelling = (before: EventRecord | null, telling: SeedTelling, at: string): EventRecord => {
  const id = before?.id ?? eventIdOf(keyOf(telling));
  const tellings = [
    ...(before?.tellings ?? []).filter(({ origin, ref }) => origin !== telling.origin || ref !== telling.ref),
    telling,
  ];
  const parts = { members: before?.members ?? [], tellings, corrections: before?.corrections ?? [] };
  const links = before?.event.links ?? [];
  const event = composeEvent({ id, ...parts, links, updatedAt: at, rev: (before?.event.rev ?? 0) + 1 });
  return { id, ...parts, tombstone: before?.tombstone ?? null, event };
};
