import type { EventReader } from '../events/event-store.ts';
import { type Delivery, type DeliveryPorts, deliver, type Prepared } from '../mail/deliver.ts';
import { composeMime } from '../mail/mime.nodemailer.ts';
import { log } from '../platform/log.ts';
import type { MailJob } from '../subscriptions/mail-job.ts';
import { type Notice, noticeHtml, noticeSubject, noticeText } from '../subscriptions/notice-mail.tsx';
import type { ReadSecrets } from '../subscriptions/secrets.ts';
import { sendNotice } from '../subscriptions/send-notice.ts';
import type { Subscriber } from '../subscriptions/subscriber.ts';
import type { SubscriberStore } from '../subscriptions/subscriber-store.ts';
import { signToken, type TokenKey } from '../subscriptions/token.ts';
import { alertFor } from './alert-mail.tsx';
import { listFields, type Rendered, renderIssue } from './compose-message.ts';
import type { Digest } from './digest.ts';
import type { DigestStore } from './digest-store.ts';
import { issueFor } from './for-subscriber.ts';
import type { IsoWeek } from './iso-week.ts';
import type { MailingStore } from './mailing.ts';

/** From whom mails come, and what the law wants them to say. */
export type MailSettings = { from: string; listId: string; postalAddress: string };

export type MailPorts = DeliveryPorts & {
  subscribers: SubscriberStore;
  secrets: ReadSecrets;
  digests: Pick<DigestStore, 'get'>;
  mailings: MailingStore;
  events: Pick<EventReader, 'get' | 'reports'>;
  settings: MailSettings;
  baseUrl: string;
};

const MOST_ALERTS = 3; // a day and subscriber

/**
 * Works on one mail job. It may come twice and in any order. Throws only where a later attempt may succeed, so that the
 * queue brings the job back; whoever has his mail by then is passed over.
 */
export const workOnMail = async (ports: MailPorts, job: MailJob): Promise<void> => {
  if (job.kind === 'notice') return notice(ports, job.id);
  return job.kind === 'issue' ? issue(ports, job) : alert(ports, job);
};

const notice = async (ports: MailPorts, id: string): Promise<void> => {
  const { baseUrl, settings } = ports;
  const compose = (mail: Notice, to: string) =>
    composeMime({
      from: settings.from,
      to,
      subject: noticeSubject(mail),
      date: ports.clock(),
      text: noticeText(mail),
      html: noticeHtml(mail),
      headers: [{ key: 'Auto-Submitted', value: 'auto-replied' }],
    });
  const done = await sendNotice({ ...ports, compose, baseUrl, postalAddress: settings.postalAddress }, id);
  if (done.outcome !== 'not sent') return;
  log('warn', 'A notice was not sent.', { id, reason: done.reason });
  if (done.again) throw new Error(`The notice waits: ${done.reason}`);
};

type IssueJob = Extract<MailJob, { kind: 'issue' }>;

const issue = async (ports: MailPorts, { week, ids, again }: IssueJob): Promise<void> => {
  const [digest, mailing] = await Promise.all([ports.digests.get(week), ports.mailings.get(week)]);
  if (!digest || !mailing || mailing.state === 'held') return;
  const render = renderedOnce(digest, ports);
  const { tokenKeys } = await ports.secrets();
  for (const id of ids) {
    const prepare = () => issueMail(ports, digest, id, render, tokenKeys);
    const { stop } = await after(ports, week, await deliver(ports, week, id, prepare, again));
    if (stop) return;
  }
};

/** What is to be done after one delivery: go on, come back, or leave the rest for the next day. */
const after = async (ports: MailPorts, week: IsoWeek, delivery: Delivery): Promise<{ stop: boolean }> => {
  if (delivery.outcome !== 'waiting') return { stop: false };
  if (delivery.until === 'soon') throw new Error('The mail service asks to go slower.');
  const mailing = await ports.mailings.get(week);
  const reason = 'The quota of the day is used up.';
  if (mailing && mailing.state !== 'held')
    await ports.mailings.put({
      ...mailing,
      state: 'paused',
      cursor: null,
      reason,
      at: ports.clock().toISOString(),
    });
  log('warn', 'Sending paused.', { week, reason });
  return { stop: true };
};

const SLOT = { unsubscribe: 'TOKEN-TO-UNSUBSCRIBE', preferences: 'TOKEN-TO-CHOOSE' };

const linksWith = ({ baseUrl, settings }: MailPorts, unsubscribe: string, preferences: string) => ({
  baseUrl,
  unsubscribe: `${baseUrl}/unsubscribe?token=${unsubscribe}`,
  preferences: `${baseUrl}/subscribe/preferences?token=${preferences}`,
  postalAddress: settings.postalAddress,
});

type Render = (choice: Subscriber['choice']) => Rendered | null;

/** Each choice is rendered once, with slots for the links that differ from reader to reader. */
const renderedOnce = (digest: Digest, ports: MailPorts): Render => {
  const done = new Map<string, Rendered | null>();
  return (choice) => {
    const key = JSON.stringify([choice.categories.toSorted(), choice.tracks.toSorted()]);
    if (!done.has(key)) {
      const part = issueFor(digest, choice);
      done.set(key, part && renderIssue(part, linksWith(ports, SLOT.unsubscribe, SLOT.preferences)));
    }
    return done.get(key) ?? null;
  };
};

const filled = (text: string, unsubscribe: string, preferences: string): string =>
  text.replaceAll(SLOT.unsubscribe, unsubscribe).replaceAll(SLOT.preferences, preferences);

const tokensOf = ({ id, generation }: Subscriber, keys: readonly TokenKey[]) => ({
  unsubscribe: signToken({ purpose: 'unsubscribe', id, generation, expires: null }, keys),
  preferences: signToken({ purpose: 'preferences', id, generation, expires: null }, keys),
});

const issueMail = async (
  ports: MailPorts,
  digest: Digest,
  id: string,
  render: Render,
  keys: readonly TokenKey[],
): Promise<Prepared> => {
  const subscriber = (await ports.subscribers.get(id))?.subscriber;
  if (subscriber?.state !== 'confirmed') return { skip: subscriber?.state ?? 'gone' };
  if (!subscriber.choice.weekly) return { skip: 'no weekly mail wanted' };
  const rendered = render(subscriber.choice);
  if (!rendered) return { skip: 'nothing of what was chosen' };
  const { unsubscribe, preferences } = tokensOf(subscriber, keys);
  const raw = await composeMime({
    from: ports.settings.from,
    to: subscriber.address,
    subject: rendered.subject,
    text: filled(rendered.text, unsubscribe, preferences),
    html: filled(rendered.html, unsubscribe, preferences),
    date: new Date(digest.asOf),
    headers: listFields(ports.settings.listId, linksWith(ports, unsubscribe, preferences)),
  });
  return { to: subscriber.address, raw };
};

type AlertJob = Extract<MailJob, { kind: 'alert' }>;

const alert = async (ports: MailPorts, { eventId, ids }: AlertJob): Promise<void> => {
  const found = await ports.events.get(eventId);
  if (!found || 'tombstone' in found || !found.event.confirmed) return;
  const [{ tokenKeys }, reports] = await Promise.all([ports.secrets(), ports.events.reports(eventId)]);
  for (const id of ids) {
    const delivery = await deliver(ports, `alert-${eventId}`, id, async () => {
      const subscriber = (await ports.subscribers.get(id))?.subscriber;
      if (subscriber?.state !== 'confirmed') return { skip: subscriber?.state ?? 'gone' };
      const { alertAt } = subscriber.choice;
      if (alertAt === null || found.event.significance < alertAt) return { skip: 'no alert wanted' };
      const dayEnds = new Date(`${ports.clock().toISOString().slice(0, 10)}T23:59:59.999Z`);
      if (!(await ports.subscribers.use(`alerts#${id}`, dayEnds, MOST_ALERTS)))
        return { skip: 'three alerts today already' };
      const { unsubscribe, preferences } = tokensOf(subscriber, tokenKeys);
      const links = linksWith(ports, unsubscribe, preferences);
      const raw = await composeMime({
        from: ports.settings.from,
        to: subscriber.address,
        ...alertFor(found.event, reports, links),
        date: ports.clock(),
        headers: listFields(ports.settings.listId, links),
      });
      return { to: subscriber.address, raw };
    });
    if (delivery.outcome === 'waiting') throw new Error('The mail service asks to go slower.');
  }
};
