import * as z from 'zod';
import { readDecideWrite } from '../platform/read-decide-write.ts';

/**
 * What became of one mailing to one subscriber. No entry and `pending` are the same: it is to be sent.
 * `claimed` is held by one worker for a while; nothing was sent, so that another may take it over afterwards.
 * `sending` is written right before the mail goes out; found when its time is over, it means that nobody knows.
 */
export const LedgerState = z.enum([
  'pending',
  'claimed',
  'sending',
  'accepted',
  'uncertain',
  'failed',
  'skipped',
]);
export type LedgerState = z.infer<typeof LedgerState>;

export const LedgerEntry = z.object({
  id: z.string(),
  state: LedgerState,
  at: z.iso.datetime(),
  /** Who holds it, and until when. */
  claim: z.string().nullable().default(null),
  until: z.iso.datetime().nullable().default(null),
  messageId: z.string().nullable().default(null),
  reason: z.string().max(200).nullable().default(null),
  /** Hash of what the mail says, the same for all who chose the same. */
  hash: z.string().nullable().default(null),
  /** Counts the writes; each names the one before it. */
  rev: z.int().min(1).default(1),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** The ledger of mailings; `mailing` is a week, or an event for an alert. */
export type Ledger = {
  get(mailing: string, id: string): Promise<LedgerEntry | undefined>;
  /**
   * Writes an entry that is one write ahead of the one that is stored; none counts as zero.
   * @returns false when somebody else was faster: read and decide again.
   */
  put(mailing: string, entry: LedgerEntry): Promise<boolean>;
  /** All entries of a mailing, shard by shard; ask again with `next` until it is null. */
  list(mailing: string, cursor: string | null): Promise<{ entries: LedgerEntry[]; next: string | null }>;
};

/**
 * Reads, decides and writes, again from the start when somebody else was faster.
 * @param decide gives the entry as it should be, or null to leave all as it is.
 * @returns whether an entry was written.
 */
export const changeEntry = async (
  ledger: Pick<Ledger, 'get' | 'put'>,
  mailing: string,
  id: string,
  decide: (entry: LedgerEntry | undefined) => LedgerEntry | null,
): Promise<boolean> => {
  const { written } = await readDecideWrite({
    read: () => ledger.get(mailing, id),
    decide: (entry) => decide(entry) ?? undefined,
    write: (wanted) => ledger.put(mailing, wanted),
    lost: () => new Error('An entry of the ledger was changed by others each time.'),
  });
  return written !== undefined;
};
