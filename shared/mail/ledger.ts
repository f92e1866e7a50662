import * as z from 'zod';

/**
 * What became of one mailing to one subscriber. `sending` is written before the mail goes out: found later, it means
 * that nobody knows. `waiting` is known not to have gone out and may be tried again.
 */
export const LedgerState = z.enum(['sending', 'accepted', 'uncertain', 'waiting', 'failed', 'skipped']);
export type LedgerState = z.infer<typeof LedgerState>;

export const LedgerEntry = z.object({
  id: z.string(),
  state: LedgerState,
  at: z.iso.datetime(),
  messageId: z.string().nullable(),
  reason: z.string().max(200).nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** The ledger of mailings; `mailing` is a week, or an event for an alert. */
export type Ledger = {
  get(mailing: string, id: string): Promise<LedgerEntry | undefined>;
  /**
   * Takes the one right to send: from nothing, or from one of the states given.
   * @returns false when somebody else has it, or it was used.
   */
  take(mailing: string, id: string, at: Date, from: readonly LedgerState[]): Promise<boolean>;
  /** Writes what became of it, from one of the states given; false when it stands otherwise. */
  settle(mailing: string, entry: LedgerEntry, from: readonly LedgerState[]): Promise<boolean>;
  /** All entries of a mailing, shard by shard. */
  list(mailing: string, cursor: string | null): Promise<{ entries: LedgerEntry[]; next: string | null }>;
};
