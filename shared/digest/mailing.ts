import * as z from 'zod';
import { AppError } from '../platform/app-error.ts';
import { readDecideWrite } from '../platform/read-decide-write.ts';
import { IsoWeek } from './iso-week.ts';

/**
 * How far the sending of an issue has come. `dispatching` walks over the subscribers, `dispatched` waits for the jobs
 * that the walk handed out, `complete` has an end in the ledger for each of them.
 */
export const Mailing = z.object({
  week: IsoWeek,
  state: z.enum(['held', 'dispatching', 'dispatched', 'complete', 'paused', 'quiet']),
  reason: z.string().max(300).nullable(),
  /** A person let it go although the pipeline could not vouch for it. */
  released: z.boolean(),
  /** Where the walk over the subscribers goes on; null at its start. */
  cursor: z.string().nullable(),
  /** Who confirmed later gets the next issue first. */
  begunAt: z.iso.datetime(),
  at: z.iso.datetime(),
  /** Entries of the ledger that had an end when they were last counted. */
  closed: z.int().min(0).default(0),
  /** Counts the writes; each names the one before it. */
  rev: z.int().min(1),
});
export type Mailing = z.infer<typeof Mailing>;

export type MailingStore = {
  get(week: IsoWeek): Promise<Mailing | undefined>;
  /**
   * Writes a mailing that is one write ahead of the one that is stored; none counts as zero.
   * @returns false when somebody else was faster: read and decide again.
   */
  put(mailing: Mailing): Promise<boolean>;
  /** The newest first. */
  list(limit: number): Promise<Mailing[]>;
};

/**
 * Reads, decides and writes, again from the start when somebody else was faster, so that no hold is lost.
 * @param decide gives the mailing as it should be, or undefined to leave all as it is.
 * @returns the mailing as it stands afterwards.
 */
export const changeMailing = async (
  store: Pick<MailingStore, 'get' | 'put'>,
  week: IsoWeek,
  decide: (known: Mailing | undefined) => Omit<Mailing, 'rev' | 'week'> | undefined,
): Promise<Mailing | undefined> => {
  const { seen, written } = await readDecideWrite({
    read: () => store.get(week),
    decide: (known) => {
      const wanted = decide(known);
      return wanted && { ...wanted, week, rev: (known?.rev ?? 0) + 1 };
    },
    write: (next) => store.put(next),
    lost: () => new AppError('Conflict', `The sending of ${week} is being changed by others; try again.`),
  });
  return written ?? seen;
};
