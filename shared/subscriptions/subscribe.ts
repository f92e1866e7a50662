import { type Clock, nextHour } from '../platform/clock.ts';
import type { Queue } from '../platform/queue.ts';
import { changeSubscriber } from './change-subscriber.ts';
import type { MailJob } from './mail-job.ts';
import { networkHashOf } from './network.ts';
import type { ReadSecrets } from './secrets.ts';
import { type Choice, type Subscriber, subscriberIdOf } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';
import { type Purpose, readToken, signToken } from './token.ts';

/** The version of the words that a subscriber consents to; a change of the form's text is a new version. */
export const CONSENT_TEXT = '2026-11';

const MOST_PER_NETWORK = 20; // requests an hour from one network
const MINUTE = 60_000;

export type SubscriptionPorts = {
  subscribers: SubscriberStore;
  mails: Queue<MailJob>;
  secrets: ReadSecrets;
  clock: Clock;
};

export type Ordered = { outcome: 'accepted' } | { outcome: 'limited'; until: Date };

export type Wish = { address: string; choice: Choice; source: 'page' | 'api'; ip: string };

/**
 * Somebody asks for mails at an address. What follows is the same for every address, known or not: one read, one write,
 * one message; whoever works on that message decides whether a mail is sent. Nothing can be learnt from the answer.
 */
export const subscribe = async (ports: SubscriptionPorts, wish: Wish): Promise<Ordered> => {
  const { hashSalt } = await ports.secrets();
  const now = ports.clock();
  const ipHash = networkHashOf(wish.ip, hashSalt);
  const hourEnds = nextHour(now);
  if (!(await ports.subscribers.use(`network#${ipHash}`, hourEnds, MOST_PER_NETWORK)))
    return { outcome: 'limited', until: hourEnds };
  const id = subscriberIdOf(wish.address, hashSalt);
  await changeSubscriber(ports.subscribers, id, (known) => asked(known, { ...wish, id, ipHash }, now));
  await ports.mails.send([{ body: { kind: 'notice', id }, group: id }]);
  return { outcome: 'accepted' };
};

/** The subscriber after the wish: who has confirmed or is suppressed stays as he is. */
const asked = (
  known: Subscriber | undefined,
  { id, address, choice, source, ipHash }: Wish & { id: string; ipHash: string },
  now: Date,
): Subscriber => {
  if (known && (known.state === 'confirmed' || known.state === 'suppressed')) return known;
  const at = now.toISOString();
  return {
    id,
    address,
    state: 'pending',
    generation: known?.state === 'pending' ? known.generation : generationAt(now, known),
    choice,
    consent: { at, source, textVersion: CONSENT_TEXT, ipHash },
    confirmedAt: null,
    changedAt: at,
    notices: known?.notices ?? [],
    bounces: [],
    reason: null,
  };
};

/** From the clock, so that links of a subscription that was deleted stay void when the address comes back. */
const generationAt = (now: Date, known: Subscriber | undefined): number =>
  Math.max(Math.floor(now.getTime() / MINUTE), (known?.generation ?? 0) + 1);

type LinkPorts = Pick<SubscriptionPorts, 'subscribers' | 'secrets' | 'clock'>;

export type Confirmed =
  | { outcome: 'confirmed'; choice: Choice; preferences: string }
  | { outcome: 'already' | 'invalid' | 'expired' };

/**
 * The second half of the double opt-in; a second click finds it done.
 * @returns with the first click what was chosen, and a token for the preferences.
 */
export const confirm = async (ports: LinkPorts, token: string): Promise<Confirmed> => {
  const { tokenKeys } = await ports.secrets();
  const now = ports.clock();
  const read = readToken(token, 'confirm', tokenKeys, now);
  if (!read.ok) return { outcome: read.why };
  const { id, generation } = read.claims;
  let outcome = 'expired' as 'confirmed' | 'already' | 'expired';
  const subscriber = await changeSubscriber(ports.subscribers, id, (known) => {
    outcome = known?.generation !== generation ? 'expired' : ANSWER[known.state];
    if (outcome !== 'confirmed' || !known) return undefined;
    const at = now.toISOString();
    return { ...known, state: 'confirmed', confirmedAt: at, changedAt: at };
  });
  if (outcome !== 'confirmed') return { outcome };
  if (!subscriber) return { outcome: 'expired' };
  const preferences = signToken({ purpose: 'preferences', id, generation, expires: null }, tokenKeys);
  return { outcome, choice: subscriber.choice, preferences };
};

const ANSWER = {
  pending: 'confirmed',
  confirmed: 'already',
  unsubscribed: 'expired',
  suppressed: 'expired',
} as const satisfies Record<Subscriber['state'], string>;

/** What a link is worth before anybody presses its button; looks at the link alone, not at the subscriber. */
export const linkSays = async (
  { secrets, clock }: Pick<LinkPorts, 'secrets' | 'clock'>,
  token: string,
  purpose: Purpose,
): Promise<'good' | 'invalid' | 'expired'> => {
  const read = readToken(token, purpose, (await secrets()).tokenKeys, clock());
  return read.ok ? 'good' : read.why;
};

/** A link of the preferences may end the mails too. */
const ENDING = ['unsubscribe', 'preferences'] as const;

/** Ends a subscription. A link of any age works, also for who is gone already; only a false one is refused. */
export const unsubscribe = async (ports: LinkPorts, token: string): Promise<'done' | 'invalid'> => {
  const { tokenKeys } = await ports.secrets();
  const now = ports.clock();
  const read = ENDING.map((purpose) => readToken(token, purpose, tokenKeys, now)).find(({ ok }) => ok);
  if (!read?.ok) return 'invalid';
  await changeSubscriber(ports.subscribers, read.claims.id, (known) => {
    if (!known || known.state === 'unsubscribed' || known.state === 'suppressed') return undefined;
    return { ...known, state: 'unsubscribed', changedAt: now.toISOString() };
  });
  return 'done';
};

/** Whom a link of the preferences stands for, also when the mails have ended; undefined when it does not, or no more. */
export const whoseLink = async (ports: LinkPorts, token: string): Promise<Subscriber | undefined> => {
  const { tokenKeys } = await ports.secrets();
  const read = readToken(token, 'preferences', tokenKeys, ports.clock());
  const found = read.ok ? (await ports.subscribers.get(read.claims.id))?.subscriber : undefined;
  return read.ok && found?.generation === read.claims.generation ? found : undefined;
};

/** Changes what a subscriber gets; nothing for whom the mails have ended. */
export const choose = async (
  ports: LinkPorts,
  token: string,
  choice: Choice,
): Promise<Subscriber | undefined> => {
  const subscriber = await whoseLink(ports, token);
  if (!subscriber) return undefined;
  return changeSubscriber(ports.subscribers, subscriber.id, (known) =>
    known?.state === 'confirmed' && known.generation === subscriber.generation
      ? { ...known, choice, changedAt: ports.clock().toISOString() }
      : undefined,
  );
};

/** Forgets a person altogether, whether mails still come or have ended. */
export const forget = async (ports: LinkPorts, token: string): Promise<boolean> => {
  const subscriber = await whoseLink(ports, token);
  if (subscriber) await ports.subscribers.erase(subscriber.id);
  return subscriber !== undefined;
};
