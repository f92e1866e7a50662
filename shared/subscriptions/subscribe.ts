import type { Clock } from '../platform/clock.ts';
import type { Queue } from '../platform/queue.ts';
import { changeSubscriber } from './change-subscriber.ts';
import type { MailJob } from './mail-job.ts';
import type { ReadSecrets } from './secrets.ts';
import { type Choice, ipHashOf, type Subscriber, subscriberIdOf } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';
import { readToken } from './token.ts';

/** The version of the words that a subscriber consents to; a change of the form's text is a new version. */
export const CONSENT_TEXT = '2026-11';

const MOST_PER_NETWORK = 20; // requests an hour from one network address
const HOUR = 3_600_000;

export type SubscriptionPorts = {
  subscribers: SubscriberStore;
  mails: Queue<MailJob>;
  secrets: ReadSecrets;
  clock: Clock;
};

export type Wish = { address: string; choice: Choice; source: 'page' | 'api'; ip: string };

/**
 * Somebody asks for mails at an address. What follows is the same for every address, known or not: one read, one write,
 * one message; whoever works on that message decides whether a mail is sent. Nothing can be learnt from the answer.
 */
export const subscribe = async (ports: SubscriptionPorts, wish: Wish): Promise<'accepted' | 'limited'> => {
  const { hashSalt } = await ports.secrets();
  const now = ports.clock();
  const ipHash = ipHashOf(wish.ip, hashSalt);
  const hourEnds = new Date(Math.ceil((now.getTime() + 1) / HOUR) * HOUR);
  if (!(await ports.subscribers.use(`network#${ipHash}`, hourEnds, MOST_PER_NETWORK))) return 'limited';
  const id = subscriberIdOf(wish.address, hashSalt);
  await changeSubscriber(ports.subscribers, id, (known) => asked(known, { ...wish, id, ipHash }, now));
  await ports.mails.send([{ body: { kind: 'notice', id }, group: id }]);
  return 'accepted';
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
    generation: known ? known.generation + (known.state === 'unsubscribed' ? 1 : 0) : 1,
    choice,
    consent: { at, source, textVersion: CONSENT_TEXT, ipHash },
    confirmedAt: null,
    changedAt: at,
    notices: known?.notices ?? [],
    bounces: [],
    reason: null,
  };
};

type LinkPorts = Pick<SubscriptionPorts, 'subscribers' | 'secrets' | 'clock'>;

/** The second half of the double opt-in; a second click finds it done. */
export const confirm = async (
  ports: LinkPorts,
  token: string,
): Promise<'confirmed' | 'already' | 'invalid' | 'expired'> => {
  const { tokenKeys } = await ports.secrets();
  const now = ports.clock();
  const read = readToken(token, 'confirm', tokenKeys, now);
  if (!read.ok) return read.why;
  const { id, generation } = read.claims;
  let answer: 'confirmed' | 'already' | 'expired' = 'expired';
  await changeSubscriber(ports.subscribers, id, (known) => {
    answer = known?.generation !== generation ? 'expired' : ANSWER[known.state];
    if (answer !== 'confirmed' || !known) return undefined;
    const at = now.toISOString();
    return { ...known, state: 'confirmed', confirmedAt: at, changedAt: at };
  });
  return answer;
};

const ANSWER = {
  pending: 'confirmed',
  confirmed: 'already',
  unsubscribed: 'expired',
  suppressed: 'expired',
} as const satisfies Record<Subscriber['state'], string>;

/** Ends a subscription. A link of any age works, also for who is gone already; only a false one is refused. */
export const unsubscribe = async (ports: LinkPorts, token: string): Promise<'done' | 'invalid'> => {
  const { tokenKeys } = await ports.secrets();
  const now = ports.clock();
  const read = readToken(token, 'unsubscribe', tokenKeys, now);
  if (!read.ok) return 'invalid';
  await changeSubscriber(ports.subscribers, read.claims.id, (known) => {
    if (!known || known.state === 'unsubscribed' || known.state === 'suppressed') return undefined;
    return { ...known, state: 'unsubscribed', changedAt: now.toISOString() };
  });
  return 'done';
};

/** Whom a link of the preferences stands for; undefined when it does not, or no more. */
export const whoseLink = async (ports: LinkPorts, token: string): Promise<Subscriber | undefined> => {
  const { tokenKeys } = await ports.secrets();
  const read = readToken(token, 'preferences', tokenKeys, ports.clock());
  const found = read.ok ? (await ports.subscribers.get(read.claims.id))?.subscriber : undefined;
  const stands = read.ok && found?.generation === read.claims.generation && found.state === 'confirmed';
  return stands ? found : undefined;
};

/** Changes what a subscriber gets. */
export const choose = async (
  ports: LinkPorts,
  token: string,
  choice: Choice,
): Promise<Subscriber | undefined> => {
  const subscriber = await whoseLink(ports, token);
  if (!subscriber) return undefined;
  return changeSubscriber(ports.subscribers, subscriber.id, (known) =>
    known?.state === 'confirmed' ? { ...known, choice, changedAt: ports.clock().toISOString() } : undefined,
  );
};

/** Forgets a person altogether. */
export const forget = async (ports: LinkPorts, token: string): Promise<boolean> => {
  const subscriber = await whoseLink(ports, token);
  if (subscriber) await ports.subscribers.erase(subscriber.id);
  return subscriber !== undefined;
};
