import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { Category } from '../classification/verdict.ts';

/** The side tracks that an issue tells. */
export const DigestTrack = z.enum(['friction']);

/** What a subscriber wants to get. */
export const Choice = z.object({
  categories: z
    .array(Category)
    .min(1)
    .max(Category.options.length)
    .default([...Category.options])
    .meta({ description: 'Events of these categories.' }),
  tracks: z
    .array(DigestTrack)
    .max(DigestTrack.options.length)
    .default(['friction'])
    .meta({ description: 'Side tracks that the mail tells beside the events.' }),
  weekly: z.boolean().default(true).meta({ description: 'The issue each Monday.' }),
  alertAt: z
    .int()
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .meta({ description: 'A mail within the hour for confirmed events of at least this significance.' }),
});
export type Choice = z.infer<typeof Choice>;

/** Whether any mail at all follows from a choice. */
export const choosesMail = ({ weekly, alertAt }: Pick<Choice, 'weekly' | 'alertAt'>): boolean =>
  weekly || alertAt !== null;

export const SubscriberId = z.string().regex(/^s[0-9a-f]{24}$/);

/** The longest address that SMTP allows (RFC 5321, 4.5.3.1.3). */
export const Address = z.email().max(254).toLowerCase();

/** Proof of consent: when, where, to which text, and from which network, the last only as a keyed hash. */
export const Consent = z.object({
  at: z.iso.datetime(),
  source: z.enum(['page', 'api']),
  textVersion: z.string().max(20),
  ipHash: z.string().max(64),
});

export const Subscriber = z.object({
  id: SubscriberId,
  address: Address,
  state: z.enum(['pending', 'confirmed', 'unsubscribed', 'suppressed']),
  /** Goes up with each new consent: links of an older one are void. */
  generation: z.int().min(1),
  choice: Choice,
  consent: Consent,
  confirmedAt: z.iso.datetime().nullable(),
  changedAt: z.iso.datetime(),
  /** When mails about the subscription itself were sent lately: what limits them. */
  notices: z.array(z.iso.datetime()).max(10),
  /** Issues of which the last mails bounced for the time being. */
  bounces: z.array(z.string().max(20)).max(10),
  /** Why it is suppressed, in a word: bounce, complaint. */
  reason: z.string().max(40).nullable(),
});
export type Subscriber = z.infer<typeof Subscriber>;

/**
 * The id of an address: a keyed hash, so that it tells nothing to whoever sees it in a link, a log or a table, and so
 * that one address can only ever be one subscriber.
 */
export const subscriberIdOf = (address: string, salt: string): string =>
  `s${createHmac('sha256', salt).update(`subscriber\n${address}`).digest('hex').slice(0, 24)}`;
