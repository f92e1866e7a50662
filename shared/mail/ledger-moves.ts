import type { LedgerEntry, LedgerState } from './ledger.ts';

/** What may be done with an entry by somebody who wants to deliver. */
export type Claiming =
  | { outcome: 'claim'; next: LedgerEntry }
  /** Its sender died; that must be written down. */
  | { outcome: 'lost'; next: LedgerEntry }
  | { outcome: 'busy' }
  | { outcome: 'closed' };

export type Terms = { id: string; claim: string; now: Date; until: Date };

const BLANK = { messageId: null, reason: null, hash: null };

const moved = (entry: LedgerEntry, now: Date, change: Partial<LedgerEntry>): LedgerEntry => ({
  ...entry,
  ...change,
  at: now.toISOString(),
  rev: entry.rev + 1,
});

/** Decides who may send. Pure. */
export const claiming = (entry: LedgerEntry | undefined, terms: Terms): Claiming => {
  const { id, claim, now } = terms;
  const held = { state: 'claimed' as const, claim, until: terms.until.toISOString() };
  if (!entry) return { outcome: 'claim', next: { ...BLANK, ...held, id, at: now.toISOString(), rev: 1 } };
  const over = entry.until !== null && entry.until <= now.toISOString();
  if (entry.state === 'pending' || (entry.state === 'claimed' && over))
    return { outcome: 'claim', next: moved(entry, now, { ...held, ...BLANK }) };
  if (entry.state === 'claimed') return { outcome: 'busy' };
  if (entry.state !== 'sending') return { outcome: 'closed' };
  return over ? { outcome: 'lost', next: lost(entry, now) } : { outcome: 'busy' };
};

/** The claim stays, so that a sender that was only slow can still say how it ended. */
const lost = (entry: LedgerEntry, now: Date): LedgerEntry =>
  moved(entry, now, { state: 'uncertain', reason: 'The sender ended before it knew.' });

export type Ending = { state: LedgerState } & Partial<
  Pick<LedgerEntry, 'messageId' | 'reason' | 'hash' | 'until'>
>;

/** From which states the one that holds the claim may reach a state. */
const FROM: Record<LedgerState, readonly LedgerState[]> = {
  pending: ['claimed', 'sending'],
  claimed: [],
  sending: ['claimed'],
  accepted: ['sending', 'uncertain'],
  uncertain: ['sending'],
  failed: ['sending', 'uncertain'],
  skipped: ['claimed', 'sending'],
};

/** The entry as its holder moves it; null when the claim was lost or the way does not exist. Pure. */
export const moving = (
  entry: LedgerEntry | undefined,
  claim: string,
  ending: Ending,
  now: Date,
): LedgerEntry | null =>
  entry && entry.claim === claim && FROM[ending.state].includes(entry.state)
    ? moved(entry, now, ending)
    : null;

/**
 * The entry after the mail service said that it took the mail, or took it and threw it away; null when that is known.
 * What the service says outweighs what the sender had to guess. Pure.
 */
export const told = (
  entry: LedgerEntry | undefined,
  state: 'accepted' | 'failed',
  { messageId, reason }: Pick<LedgerEntry, 'messageId' | 'reason'>,
  now: Date,
): LedgerEntry | null => {
  const guessed = ['sending', 'uncertain'].includes(entry?.state ?? '');
  const thrownAway = state === 'failed' && entry?.state === 'accepted';
  return entry && (guessed || thrownAway) ? moved(entry, now, { state, messageId, reason }) : null;
};

/** The entry when a person decides to send again; null for whatever may have arrived. Pure. */
export const reopened = (
  entry: LedgerEntry | undefined,
  from: 'failed' | 'uncertain',
  now: Date,
): LedgerEntry | null =>
  entry?.state === from
    ? moved(entry, now, { state: 'pending', claim: null, until: null, reason: null })
    : null;
