import { log } from '../platform/log.ts';
import type { Queue } from '../platform/queue.ts';
import type { MailJob } from '../subscriptions/mail-job.ts';
import type { SubscriberStore } from '../subscriptions/subscriber-store.ts';
import type { Digest } from './digest.ts';
import { type FreezePorts, freezeDigest } from './freeze-digest.ts';
import type { IsoWeek } from './iso-week.ts';
import type { Mailing, MailingStore } from './mailing.ts';

const PAGE = 100;
const BATCH = 25;

export type IssuePorts = FreezePorts & {
  mailings: MailingStore;
  subscribers: Pick<SubscriberStore, 'confirmed'>;
  mails: Queue<MailJob>;
};

/**
 * Freezes the issue of a week and hands it out to its subscribers in small jobs. It may be run again at any time: it
 * goes on where it stopped, and nobody gets a second mail, since the ledger knows who was served.
 */
export const sendIssue = async (ports: IssuePorts, week: IsoWeek): Promise<Mailing['state'] | 'draft'> => {
  const digest = await freezeDigest(ports, week);
  if (digest.draft) return 'draft';
  const known = await ports.mailings.get(week);
  const next = stateFor(digest, known, ports.clock());
  if (next.state !== known?.state) await ports.mailings.put(next);
  if (next.state === 'held') log('error', 'Issue held.', { week, reason: next.reason });
  return next.state === 'dispatching' ? dispatch(ports, next) : next.state;
};

const stateFor = (digest: Digest, known: Mailing | undefined, now: Date): Mailing => {
  const { week } = digest;
  if (known && known.state !== 'paused') return known;
  const released = known?.released ?? false;
  const fresh = { week, reason: null, released, cursor: null, at: now.toISOString() };
  if (digest.held && !released) return { ...fresh, state: 'held', reason: digest.held };
  return { ...fresh, state: isQuiet(digest) ? 'quiet' : 'dispatching' };
};

/** Nothing happened and nothing changed: there is an issue on the web, but no mail. */
export const isQuiet = ({ top, moved, withdrawn }: Digest): boolean =>
  top.length === 0 && moved.length === 0 && withdrawn.length === 0;

const dispatch = async (ports: IssuePorts, mailing: Mailing): Promise<Mailing['state']> => {
  let { cursor } = mailing;
  for (;;) {
    const { subscribers, next } = await ports.subscribers.confirmed(cursor, PAGE);
    const ids = subscribers.filter(({ choice }) => choice.weekly).map(({ id }) => id);
    await ports.mails.send(jobsOf(mailing.week, ids));
    const at = ports.clock().toISOString();
    if ((await ports.mailings.get(mailing.week))?.state === 'held') return 'held'; // somebody stopped it meanwhile
    await ports.mailings.put({ ...mailing, cursor: next, at, state: next ? 'dispatching' : 'dispatched' });
    if (!next) return 'dispatched';
    cursor = next;
  }
};

export const jobsOf = (week: IsoWeek, ids: string[], again = false): { body: MailJob; group: string }[] =>
  Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, index) => ({
    body: { kind: 'issue', week, again, ids: ids.slice(index * BATCH, (index + 1) * BATCH) },
    group: week,
  }));

/** Stops an issue: what is not sent yet stays unsent until it is released. */
export const holdIssue = async (ports: IssuePorts, week: IsoWeek, reason: string): Promise<void> => {
  const known = await ports.mailings.get(week);
  await ports.mailings.put({
    week,
    state: 'held',
    reason,
    released: false,
    cursor: known?.cursor ?? null,
    at: ports.clock().toISOString(),
  });
};

/** Lets an issue go, whoever held it, from the first subscriber on; the ledger spares those who have it. */
export const releaseIssue = async (ports: IssuePorts, week: IsoWeek): Promise<Mailing['state'] | 'draft'> => {
  await ports.mailings.put({
    week,
    state: 'paused',
    reason: null,
    released: true,
    cursor: null,
    at: ports.clock().toISOString(),
  });
  return sendIssue(ports, week);
};
