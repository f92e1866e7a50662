import { type Delivery, type DeliveryPorts, deliver, type Prepared } from '../mail/deliver.ts';
import { patiently } from '../mail/patiently.ts';
import { log } from '../platform/log.ts';
import type { Choice, Subscriber } from '../subscriptions/subscriber.ts';
import type { SubscriberStore } from '../subscriptions/subscriber-store.ts';
import { renderIssue } from './compose-message.ts';
import type { Digest } from './digest.ts';
import type { DigestStore } from './digest-store.ts';
import { issueFor } from './for-subscriber.ts';
import type { IsoWeek } from './iso-week.ts';
import { changeMailing, type Mailing, type MailingStore } from './mailing.ts';
import { type PersonalPorts, personalMail, type Template, templateOf } from './personal-mail.ts';

export type IssueDeliveryPorts = DeliveryPorts &
  PersonalPorts & {
    subscribers: Pick<SubscriberStore, 'get'>;
    digests: Pick<DigestStore, 'get'>;
    mailings: Pick<MailingStore, 'get' | 'put'>;
    wait(milliseconds: number): Promise<void>;
  };

const GOING: ReadonlySet<Mailing['state'] | undefined> = new Set(['dispatching', 'dispatched', 'complete']);

/**
 * Delivers an issue to some of its subscribers. A held or paused issue is left alone: it is handed out again when it
 * goes on.
 * @throws Error where a later attempt may succeed, so that the queue brings the job back.
 */
export const deliverIssue = async (
  ports: IssueDeliveryPorts,
  { week, ids }: { week: IsoWeek; ids: readonly string[] },
): Promise<void> => {
  const [digest, mailing] = await Promise.all([ports.digests.get(week), ports.mailings.get(week)]);
  if (!digest || !GOING.has(mailing?.state)) return;
  const template = templates(ports, digest);
  let busy = 0;
  for (const id of ids) {
    const prepare = () => prepareIssue(ports, digest, id, template);
    const delivery = await patiently(ports.wait, () => deliver(ports, week, id, prepare));
    if (delivery.outcome === 'busy') busy++;
    if (delivery.outcome === 'waiting') return waitFor(ports, week, delivery);
  }
  if (busy > 0) throw new Error(`${busy} mails are in other hands.`);
};

const waitFor = async (
  { mailings, clock }: IssueDeliveryPorts,
  week: IsoWeek,
  { until, reason }: Extract<Delivery, { outcome: 'waiting' }>,
): Promise<void> => {
  if (until === 'soon') throw new Error(`The mail service asks to go slower: ${reason}`);
  await changeMailing(mailings, week, (known) =>
    known && GOING.has(known.state)
      ? { ...known, state: 'paused', cursor: null, reason, at: clock().toISOString() }
      : undefined,
  );
  log('warn', 'Sending paused.', { week, reason });
};

type TemplateFor = (choice: Choice) => Template | null;

/** Each choice is rendered once. */
const templates = (ports: PersonalPorts, digest: Digest): TemplateFor => {
  const done = new Map<string, Template | null>();
  return (choice) => {
    const key = JSON.stringify([choice.categories.toSorted(), choice.tracks.toSorted()]);
    if (!done.has(key)) {
      const part = issueFor(digest, choice);
      done.set(key, part && templateOf(ports, (links) => renderIssue(part, links)));
    }
    return done.get(key) ?? null;
  };
};

/** From the subscriber as he stands now, whatever he was when the job was handed out. */
const prepareIssue = async (
  ports: IssueDeliveryPorts,
  { week, asOf }: Digest,
  id: string,
  templateFor: TemplateFor,
): Promise<Prepared> => {
  const subscriber = (await ports.subscribers.get(id))?.subscriber;
  const refused = refusalOf(subscriber);
  if (!subscriber || refused !== null) return { skip: refused ?? 'gone' };
  const template = templateFor(subscriber.choice);
  if (!template) return { skip: 'nothing of what was chosen' };
  const raw = await personalMail(ports, template, subscriber, { mailing: week, date: new Date(asOf) });
  const refusal = async () => refusalOf((await ports.subscribers.get(id))?.subscriber);
  return { to: subscriber.address, raw, hash: template.hash, refusal };
};

const refusalOf = (subscriber: Subscriber | undefined): string | null => {
  if (subscriber?.state !== 'confirmed') return subscriber?.state ?? 'gone';
  return subscriber.choice.weekly ? null : 'no weekly mail wanted';
};
