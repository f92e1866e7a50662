import type { Clock } from '../platform/clock.ts';
import { changeEntry, type Ledger, type LedgerEntry } from './ledger.ts';
import { claiming, type Ending, moving } from './ledger-moves.ts';
import type { Mailer, Sent } from './mailer.ts';
import type { Turn } from './pace.ts';

const LEASE = 5 * 60_000; // milliseconds; longer than any sender waits for an answer

export type DeliveryPorts = {
  ledger: Ledger;
  mailer: Mailer;
  clock: Clock;
  /** Waits until the next mail may go. */
  pace(): Promise<Turn>;
  /** A name for a claim that nobody else has. */
  newClaim(): string;
};

/** A message for one subscriber, or why he gets none. */
export type Prepared = Ready | { skip: string };

type Ready = {
  to: string;
  raw: Uint8Array;
  hash: string;
  /** Why it may not go out after all; null when it may. Asked last, since composing takes its time. */
  refusal(): Promise<string | null>;
};

export type Delivery =
  | { outcome: 'accepted' | 'skipped' | 'failed' | 'uncertain' }
  /** Settled before. */
  | { outcome: 'known' }
  /** Somebody else is at it, or died at it a short while ago. */
  | { outcome: 'busy' }
  /** Not sent; the next attempt may come soon, or on another day. */
  | { outcome: 'waiting'; until: 'soon' | 'tomorrow'; reason: string };

/**
 * One mailing to one subscriber, at most once. It is claimed first, then the mail waits for its turn and is prepared
 * from the subscriber as he stands at that moment; `sending` is written down right before it goes out, and afterwards
 * what became of it. Whoever dies before `sending` loses his claim to the next; whoever dies after it leaves an entry
 * that becomes `uncertain` and is never sent again by itself.
 * @throws what `prepare` throws; the mail is then open for the next attempt.
 */
export const deliver = async (
  ports: DeliveryPorts,
  mailing: string,
  id: string,
  prepare: () => Promise<Prepared>,
): Promise<Delivery> => {
  const taken = await take(ports, mailing, id);
  if ('outcome' in taken) return taken;
  if ((await ports.pace()) === 'tomorrow') {
    await move(ports, mailing, taken, { state: 'pending' });
    return { outcome: 'waiting', until: 'tomorrow', reason: 'The quota of the day is used up.' };
  }
  const prepared = await preparedOrOpen(ports, mailing, taken, prepare);
  return 'skip' in prepared
    ? skipped(ports, mailing, taken, prepared.skip)
    : handedOver(ports, mailing, taken, prepared);
};

const take = async (
  { ledger, clock, newClaim }: DeliveryPorts,
  mailing: string,
  id: string,
): Promise<LedgerEntry | Delivery> => {
  const now = clock();
  const terms = { id, claim: newClaim(), now, until: new Date(now.getTime() + LEASE) };
  const step = claiming(await ledger.get(mailing, id), terms);
  if (step.outcome === 'busy') return { outcome: 'busy' };
  if (step.outcome === 'closed') return { outcome: 'known' };
  if (!(await ledger.put(mailing, step.next))) return { outcome: 'busy' };
  return step.outcome === 'lost' ? { outcome: 'uncertain' } : step.next;
};

/** The entry one step further; null when somebody else has it by now. */
const move = async (
  { ledger, clock }: DeliveryPorts,
  mailing: string,
  held: LedgerEntry,
  ending: Ending,
): Promise<LedgerEntry | null> => {
  const next = moving(held, held.claim ?? '', ending, clock());
  return next && (await ledger.put(mailing, next)) ? next : null;
};

const preparedOrOpen = async (
  ports: DeliveryPorts,
  mailing: string,
  held: LedgerEntry,
  prepare: () => Promise<Prepared>,
): Promise<Prepared> => {
  try {
    return await prepare();
  } catch (error) {
    await move(ports, mailing, held, { state: 'pending' });
    throw error;
  }
};

const skipped = async (
  ports: DeliveryPorts,
  mailing: string,
  held: LedgerEntry,
  reason: string,
): Promise<Delivery> => {
  await move(ports, mailing, held, { state: 'skipped', reason });
  return { outcome: 'skipped' };
};

const handedOver = async (
  ports: DeliveryPorts,
  mailing: string,
  held: LedgerEntry,
  { to, raw, hash, refusal }: Ready,
): Promise<Delivery> => {
  const now = ports.clock();
  if (held.until !== null && now.toISOString() >= held.until) return { outcome: 'busy' }; // overslept
  const until = new Date(now.getTime() + LEASE).toISOString();
  const sending = await move(ports, mailing, held, { state: 'sending', hash, until });
  if (!sending) return { outcome: 'busy' };
  const refused = await refusal();
  if (refused !== null) return skipped(ports, mailing, sending, refused);
  const sent = await ports.mailer.send({ to, raw, tags: { digest: mailing, sub: held.id } });
  await end(ports, mailing, sending, endingOf(sent));
  return deliveryOf(sent);
};

/** An event of the mail service, or somebody who took the sender for dead, may have written in between. */
const end = async (
  { ledger, clock }: DeliveryPorts,
  mailing: string,
  { id, claim }: LedgerEntry,
  ending: Ending,
): Promise<void> => {
  await changeEntry(ledger, mailing, id, (entry) => moving(entry, claim ?? '', ending, clock()));
};

const endingOf = (sent: Sent): Ending => {
  if (sent.outcome === 'accepted') return { state: 'accepted', messageId: sent.messageId };
  const reason = sent.reason.slice(0, 200);
  if (sent.outcome === 'uncertain') return { state: 'uncertain', reason };
  return { state: sent.again === 'never' ? 'failed' : 'pending', reason };
};

const deliveryOf = (sent: Sent): Delivery => {
  if (sent.outcome !== 'refused') return { outcome: sent.outcome };
  if (sent.again === 'never') return { outcome: 'failed' };
  return { outcome: 'waiting', until: sent.again, reason: sent.reason };
};
