import * as z from 'zod';
import { IsoWeek } from './iso-week.ts';

/** How far the sending of an issue has come. */
export const Mailing = z.object({
  week: IsoWeek,
  state: z.enum(['held', 'dispatching', 'dispatched', 'paused', 'quiet']),
  reason: z.string().max(300).nullable(),
  /** A person let it go although the pipeline could not vouch for it. */
  released: z.boolean(),
  /** Where the walk over the subscribers goes on; null at its start. */
  cursor: z.string().nullable(),
  at: z.iso.datetime(),
});
export type Mailing = z.infer<typeof Mailing>;

export type MailingStore = {
  get(week: IsoWeek): Promise<Mailing | undefined>;
  put(mailing: Mailing): Promise<void>;
  /** The newest first. */
  list(limit: number): Promise<Mailing[]>;
};
