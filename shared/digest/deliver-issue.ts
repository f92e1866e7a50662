import { type Delivery, type DeliveryPorts, deliver } from '../mail/deliver.ts';
import { patiently } from '../mail/patiently.ts';
import { log } from '../platform/log.ts';
import type { Choice } from '../subscriptions/subscriber.ts';
import { renderIssue } from './compose-message.ts';
import type { Digest } from './digest.ts';
import type { DigestStore } from './digest-store.ts';
import { issueFor } from './for-subscriber.ts';
import type { IsoWeek } from './iso-week.ts';
import { changeMailing, type Mailing, type MailingStore } from './mailing.ts';
import { type Personal, type PersonalPorts, prepareFor, type Template, templateOf } from './personal-mail.ts';

export type IssueDeliveryPorts = DeliveryPorts &
  PersonalPorts & {
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
  const issue = issueOf(digest, templates(ports, digest));
  let busy = 0;
  for (const id of ids) {
    const prepare = () => prepareFor(ports, id, issue);
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

const issueOf = ({ week, asOf }: Digest, templateFor: TemplateFor): Personal => ({
  mailing: week,
  date: new Date(asOf),
  unwanted: ({ choice }) => (choice.weekly ? null : 'no weekly mail wanted'),
  template: ({ choice }) => templateFor(choice) ?? { skip: 'nothing of what was chosen' },
});
