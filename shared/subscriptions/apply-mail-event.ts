import type { Ledger, LedgerState } from '../mail/ledger.ts';
import type { MailEvent } from '../mail/mail-event.ts';
import type { Clock } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { changeSubscriber } from './change-subscriber.ts';
import { type Subscriber, SubscriberId } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';

const MOST_BOUNCES = 3; // issues in which a mailbox was full or away

export type FeedbackPorts = { subscribers: SubscriberStore; ledger: Ledger; clock: Clock };

type Told = { type: string; messageId: string; mailing: string | null; id: string; permanent: boolean };

/**
 * Takes in one event of the mail service. Twice, or in any order, they lead to the same state: each only ever moves a
 * subscriber towards silence, and a ledger entry towards what is known.
 */
export const applyMailEvent = async (ports: FeedbackPorts, event: MailEvent): Promise<void> => {
  const told = toldBy(event);
  if (!told) return log('warn', 'A mail event without tags was ignored.', { type: event.detail.eventType });
  switch (told.type) {
    case 'Send':
    case 'Delivery':
    case 'DeliveryDelay':
      return settled(ports, told, 'accepted');
    case 'Reject':
    case 'Rendering Failure':
      return settled(ports, told, 'failed');
    case 'Bounce':
      await settled(ports, told, 'accepted');
      return bounced(ports, told);
    case 'Complaint':
      await settled(ports, told, 'accepted');
      return silence(ports, told.id, 'unsubscribed', 'complaint');
    default:
      return log('info', 'A mail event was ignored.', { type: told.type });
  }
};

const toldBy = ({ detail: { eventType, mail, bounce } }: MailEvent): Told | null => {
  const id = SubscriberId.safeParse(mail.tags.sub?.[0]).data;
  if (!id) return null;
  return {
    type: eventType,
    messageId: mail.messageId,
    mailing: mail.tags.digest?.[0] ?? null,
    id,
    permanent: bounce?.bounceType === 'Permanent',
  };
};

/** What the service says outweighs what the sender had to guess. */
const GUESSED: readonly LedgerState[] = ['sending', 'uncertain', 'waiting'];

const settled = async ({ ledger, clock }: FeedbackPorts, told: Told, state: LedgerState): Promise<void> => {
  const { mailing, id, messageId, type } = told;
  if (!mailing) return;
  const reason = state === 'failed' ? type : null;
  await ledger.settle(mailing, { id, state, messageId, reason, at: clock().toISOString() }, GUESSED);
};

const bounced = async (ports: FeedbackPorts, { id, permanent, mailing, messageId }: Told): Promise<void> => {
  if (permanent) return silence(ports, id, 'suppressed', 'bounce');
  const issue = mailing ?? messageId.slice(0, 20);
  await changeSubscriber(ports.subscribers, id, (known) => {
    if (!known || known.bounces.includes(issue)) return undefined;
    const bounces = [...known.bounces, issue].slice(-MOST_BOUNCES);
    const changed = { ...known, bounces };
    return bounces.length < MOST_BOUNCES
      ? changed
      : { ...changed, state: 'suppressed', reason: 'bounce', changedAt: ports.clock().toISOString() };
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
