import type { Clock } from '../platform/clock.ts';
import type { Ledger, LedgerEntry, LedgerState } from './ledger.ts';
import type { Mailer, Sent } from './mailer.ts';

const GIVEN_UP = 10 * 60_000; // milliseconds after which whoever was sending is taken for dead
const OPEN: readonly LedgerState[] = ['waiting'];

export type DeliveryPorts = { ledger: Ledger; mailer: Mailer; clock: Clock; pace(): Promise<void> };

/** A message for one subscriber, or why he gets none. */
export type Prepared = { to: string; raw: Uint8Array } | { skip: string };

export type Delivery =
  | { outcome: 'accepted' | 'skipped' | 'failed' | 'uncertain' }
  /** Done before, or being done by somebody else. */
  | { outcome: 'known' }
  /** Not sent; the next attempt may come soon, or after the day's quota. */
  | { outcome: 'waiting'; until: 'soon' | 'tomorrow' };

/**
 * One mailing to one subscriber, at most once: the right to send is taken in the ledger, then the message is prepared
 * from the subscriber as he stands at that moment, then it goes out, then its fate is written down. Whoever dies in
 * between leaves `sending` behind, which becomes `uncertain` and is never sent again by itself.
 * @param again also those that were refused before.
 */
export const deliver = async (
  ports: DeliveryPorts,
  mailing: string,
  id: string,
  prepare: () => Promise<Prepared>,
  again = false,
): Promise<Delivery> => {
  await ports.pace();
  const from = again ? [...OPEN, 'failed' as const] : OPEN;
  if (!(await ports.ledger.take(mailing, id, ports.clock(), from))) {
    await giveUp(ports, mailing, id);
    return { outcome: 'known' };
  }
  const prepared = await prepare();
  if ('skip' in prepared) {
    await settle(ports, mailing, id, { state: 'skipped', reason: prepared.skip });
    return { outcome: 'skipped' };
  }
  const sent = await ports.mailer.send({ ...prepared, tags: { digest: mailing, sub: id } });
  await settle(ports, mailing, id, fateOf(sent));
  return deliveryOf(sent);
};

/** Settles what a dead sender left behind. */
const giveUp = async ({ ledger, clock }: DeliveryPorts, mailing: string, id: string): Promise<void> => {
  const entry = await ledger.get(mailing, id);
  if (entry?.state !== 'sending' || clock().getTime() - Date.parse(entry.at) < GIVEN_UP) return;
  const reason = 'The sender ended before it knew.';
  await ledger.settle(mailing, { ...entry, state: 'uncertain', reason }, ['sending']);
};

type Fate = Pick<LedgerEntry, 'state'> & Partial<LedgerEntry>;

const fateOf = (sent: Sent): Fate => {
  if (sent.outcome === 'accepted') return { state: 'accepted', messageId: sent.messageId };
  if (sent.outcome === 'uncertain') return { state: 'uncertain', reason: sent.reason };
  return { state: sent.again === 'never' ? 'failed' : 'waiting', reason: sent.reason };
};

const deliveryOf = (sent: Sent): Delivery => {
  if (sent.outcome !== 'refused') return { outcome: sent.outcome };
  return sent.again === 'never' ? { outcome: 'failed' } : { outcome: 'waiting', until: sent.again };
};

const settle = ({ ledger, clock }: DeliveryPorts, mailing: string, id: string, fate: Fate) =>
  ledger.settle(
    mailing,
    {
      id,
      at: clock().toISOString(),
      messageId: null,
      ...fate,
      reason: fate.reason?.slice(0, 200) ?? null,
    },
    // An event of the mail service may have been faster.
    ['sending'],
  );
