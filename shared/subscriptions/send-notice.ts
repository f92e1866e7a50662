import type { Mailer } from '../mail/mailer.ts';
import { endOfDay, nextHour } from '../platform/clock.ts';
import { changeSubscriber } from './change-subscriber.ts';
import type { Notice } from './notice-mail.tsx';
import type { SubscriptionPorts } from './subscribe.ts';
import { type Subscriber, subscriberIdOf } from './subscriber.ts';
import { signToken } from './token.ts';

const TEN_MINUTES = 600_000;
const DAY = 86_400_000;
const MOST_A_DAY = 3;
const MOST_TO_MAILBOX = 6; // a day, whatever stands behind the plus of its addresses
const CONFIRM_WITHIN = 7 * DAY;

/** How many mails an hour strangers may set off, all of them together, where nobody says otherwise. */
export const NOTICES_AN_HOUR = 500;

export type NoticePorts = Pick<SubscriptionPorts, 'subscribers' | 'secrets' | 'clock'> & {
  mailer: Mailer;
  /** Builds the raw message. */
  compose(notice: Notice, to: string): Promise<Uint8Array>;
  baseUrl: string;
  postalAddress: string;
  /** The most that go out in an hour, to all addresses together. */
  noticesAnHour: number;
};

export type Noticed =
  | { outcome: 'nothing to send' }
  | { outcome: 'sent' }
  | { outcome: 'not sent'; reason: string; again: boolean };

/**
 * The mail about a subscription, at most one in ten minutes and three a day to an address, so that nobody can be flooded
 * through the form. The moment is written down before the mail goes out: after a crash in between none goes out, and
 * whoever waits for it asks again. All addresses together get no more than so many an hour: whoever orders mails for
 * strangers from many networks costs neither the sender's name nor much money.
 */
export const sendNotice = async (ports: NoticePorts, id: string): Promise<Noticed> => {
  const now = ports.clock();
  let due = false;
  const subscriber = await changeSubscriber(ports.subscribers, id, (known) => {
    due = known !== undefined && mayBeWritten(known, now);
    if (!due || !known) return undefined;
    return { ...known, notices: [...known.notices, now.toISOString()].slice(-MOST_A_DAY) };
  });
  if (!due || !subscriber || !(await mailboxHasRoom(ports, subscriber, now)))
    return { outcome: 'nothing to send' };
  if (!(await ports.subscribers.use('notices', nextHour(now), ports.noticesAnHour))) {
    await takeBack(ports, id, now);
    return { outcome: 'not sent', reason: 'As many went out in this hour as may.', again: false };
  }
  const raw = await ports.compose(await noticeFor(ports, subscriber), subscriber.address);
  const sent = await ports.mailer.send({ to: subscriber.address, raw, tags: { sub: id } });
  if (sent.outcome === 'accepted') return { outcome: 'sent' };
  const again = sent.outcome === 'refused' && sent.again === 'soon';
  if (again) await takeBack(ports, id, now);
  return { outcome: 'not sent', reason: sent.reason, again };
};

/** One mailbox has as many addresses as somebody makes up: name+1@…, name+2@… (RFC 5233). */
const mailboxHasRoom = async (
  { subscribers, secrets }: NoticePorts,
  { address }: Subscriber,
  now: Date,
): Promise<boolean> => {
  const [local = '', host = ''] = address.split('@');
  const mailbox = subscriberIdOf(`${local.split('+')[0]}@${host}`, (await secrets()).hashSalt);
  return subscribers.use(`mailbox#${mailbox}`, endOfDay(now), MOST_TO_MAILBOX);
};

const mayBeWritten = ({ state, notices }: Subscriber, now: Date): boolean => {
  if (state !== 'pending' && state !== 'confirmed') return false;
  const ages = notices.map((at) => now.getTime() - Date.parse(at));
  return ages.every((age) => age >= TEN_MINUTES) && ages.filter((age) => age < DAY).length < MOST_A_DAY;
};

const noticeFor = async (ports: NoticePorts, { id, state, generation }: Subscriber): Promise<Notice> => {
  const { tokenKeys } = await ports.secrets();
  const { baseUrl, postalAddress } = ports;
  const pending = state === 'pending';
  const expires = pending ? new Date(ports.clock().getTime() + CONFIRM_WITHIN) : null;
  const purpose = pending ? 'confirm' : 'preferences';
  const token = signToken({ purpose, id, generation, expires }, tokenKeys);
  const path = pending ? '/subscribe/confirm' : '/subscribe/preferences';
  return {
    kind: pending ? 'confirm' : 'subscribed',
    link: `${baseUrl}${path}?token=${token}`,
    baseUrl,
    postalAddress,
  };
};

/** The mail is known not to have gone out: the moment does not count. */
const takeBack = (ports: NoticePorts, id: string, at: Date): Promise<unknown> =>
  changeSubscriber(ports.subscribers, id, (known) =>
    known ? { ...known, notices: known.notices.filter((moment) => moment !== at.toISOString()) } : undefined,
  );
