import { IsoWeek } from '../digest/iso-week.ts';
import { changeEntry, type Ledger } from '../mail/ledger.ts';
import { told } from '../mail/ledger-moves.ts';
import { MailEvent } from '../mail/mail-event.ts';
import type { Clock } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { changeSubscriber } from './change-subscriber.ts';
import { type Subscriber, SubscriberId } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';

const MOST_BOUNCES = 3; // issues in a row in which a mailbox was full or away

export type FeedbackPorts = {
  subscribers: Pick<SubscriberStore, 'get' | 'put'>;
  ledger: Pick<Ledger, 'get' | 'put'>;
  clock: Clock;
};

type News = { type: string; messageId: string; mailing: string | null; id: string; permanent: boolean };

/**
 * Takes in one event of the mail service. Twice, or in any order, they lead to the same state: each only ever moves a
 * subscriber towards silence, and a ledger entry towards what is known. What is no event of a mail of ours is logged.
 */
export const applyMailEvent = async (ports: FeedbackPorts, event: unknown): Promise<void> => {
  const news = newsOf(MailEvent.safeParse(event).data);
  if (!news) return log('warn', 'A mail event that tells of no subscriber was ignored.');
  switch (news.type) {
    case 'Send':
    case 'DeliveryDelay':
      return settled(ports, news, 'accepted');
    case 'Delivery':
      await settled(ports, news, 'accepted');
      return arrived(ports, news);
    case 'Reject':
    case 'Rendering Failure':
      return settled(ports, news, 'failed');
    case 'Bounce':
      await settled(ports, news, 'accepted');
      return bounced(ports, news);
    case 'Complaint':
      await settled(ports, news, 'accepted');
      return silence(ports, news.id, 'unsubscribed', 'complaint');
    default:
      return log('info', 'A mail event was ignored.', { type: news.type });
  }
};

const newsOf = (event: MailEvent | undefined): News | null => {
  const { eventType, mail, bounce } = event?.detail ?? {};
  const id = SubscriberId.safeParse(mail?.tags?.sub?.[0]).data;
  if (!eventType || !mail || !id) return null;
  return {
    type: eventType,
    messageId: mail.messageId,
    mailing: mail.tags?.digest?.[0] ?? null,
    id,
    permanent: bounce?.bounceType === 'Permanent',
  };
};

const settled = async (
  { ledger, clock }: FeedbackPorts,
  { mailing, id, messageId, type }: News,
  state: 'accepted' | 'failed',
): Promise<void> => {
  if (!mailing) return;
  const reason = state === 'failed' ? type : null;
  await changeEntry(ledger, mailing, id, (entry) => told(entry, state, { messageId, reason }, clock()));
};

/** Only weekly issues count: three alerts on a day on which a mailbox was full are one bad day. */
const bounced = async (ports: FeedbackPorts, { id, permanent, mailing }: News): Promise<void> => {
  if (permanent) return silence(ports, id, 'suppressed', 'bounce');
  const issue = IsoWeek.safeParse(mailing).data;
  if (!issue) return;
  await changeSubscriber(ports.subscribers, id, (known) => {
    if (known?.state !== 'confirmed' || known.bounces.includes(issue)) return undefined;
    const bounces = [...known.bounces, issue].sort().slice(-MOST_BOUNCES);
    const changed = { ...known, bounces };
    return bounces.length < MOST_BOUNCES
      ? changed
      : { ...changed, state: 'suppressed', reason: 'bounce', changedAt: ports.clock().toISOString() };
  });
};

/** A mailbox that takes an issue is well again; bounces of later ones still count. */
const arrived = async ({ subscribers }: FeedbackPorts, { id, mailing }: News): Promise<void> => {
  const issue = IsoWeek.safeParse(mailing).data;
  if (!issue) return;
  await changeSubscriber(subscribers, id, (known) => {
    const bounces = known?.bounces.filter((week) => week > issue) ?? [];
    return known?.state === 'confirmed' && bounces.length < known.bounces.length
      ? { ...known, bounces }
      : undefined;
  });
};

const silence = async (
  { subscribers, clock }: FeedbackPorts,
  id: string,
  state: Extract<Subscriber['state'], 'suppressed' | 'unsubscribed'>,
  reason: string,
): Promise<void> => {
  await changeSubscriber(subscribers, id, (known) =>
    !known || known.state === state || known.state === 'suppressed'
      ? undefined
      : { ...known, state, reason, changedAt: clock().toISOString() },
  );
};
