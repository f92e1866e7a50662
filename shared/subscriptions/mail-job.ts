import * as z from 'zod';
import { IsoWeek } from '../digest/iso-week.ts';
import { SubscriberId } from './subscriber.ts';

/** What is to be mailed. A job may come twice: whoever works on it first looks at what was sent already. */
export const MailJob = z.discriminatedUnion('kind', [
  /** A mail about the subscription itself: to confirm it, or where it stands. */
  z.object({ kind: z.literal('notice'), id: SubscriberId }),
  /** The issue of a week, to some of its subscribers. */
  z.object({
    kind: z.literal('issue'),
    week: IsoWeek,
    ids: z.array(SubscriberId).min(1).max(100),
  }),
  /** One event that is worth a mail of its own, to some of those who asked for that. */
  z.object({ kind: z.literal('alert'), eventId: z.string(), ids: z.array(SubscriberId).min(1).max(100) }),
]);
export type MailJob = z.infer<typeof MailJob>;
