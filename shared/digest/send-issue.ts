import { closedIds } from '../mail/closed-ids.ts';
import type { Ledger } from '../mail/ledger.ts';
import { AppError } from '../platform/app-error.ts';
import { log } from '../platform/log.ts';
import { pagesOf, partsOf } from '../platform/paging.ts';
import type { Queue } from '../platform/queue.ts';
import type { MailJob } from '../subscriptions/mail-job.ts';
import type { Subscriber } from '../subscriptions/subscriber.ts';
import type { SubscriberStore } from '../subscriptions/subscriber-store.ts';
import type { Digest } from './digest.ts';
import { type FreezePorts, freezeDigest } from './freeze-digest.ts';
import type { IsoWeek } from './iso-week.ts';
import { changeMailing, type Mailing, type MailingStore } from './mailing.ts';

const PAGE = 100;
const BATCH = 25;
const PAUSE = 3_600_000; // milliseconds: a day's quota is counted over the last 24 hours, so that it frees itself bit by bit
const QUIET_TIME = 10 * 60_000; // milliseconds after which jobs are looked after that have not ended

export type IssuePorts = FreezePorts & {
  mailings: MailingStore;
  ledger: Pick<Ledger, 'list'>;
  subscribers: Pick<SubscriberStore, 'confirmed'>;
  mails: Queue<MailJob>;
};

type Ended = Mailing['state'] | 'draft';

/**
 * Freezes the issue of a week and hands it out to its subscribers in small jobs. It is run again every few minutes: it
 * goes on where it stopped, hands out anew what was lost on the way, and nobody gets a second mail, since the ledger
 * knows who was served.
 */
export const sendIssue = async (ports: IssuePorts, week: IsoWeek): Promise<Ended> => {
  const digest = await freezeDigest(ports, week);
  if (digest.draft) return 'draft';
  const now = ports.clock();
  const before = await ports.mailings.get(week);
  const mailing = await changeMailing(ports.mailings, week, (known) => nextState(digest, known, now));
  if (!mailing) return 'draft';
  if (mailing.state === 'held' && !before) log('error', 'Issue held.', { week, reason: mailing.reason });
  if (mailing.state === 'dispatching') return dispatch(ports, mailing);
  return mailing.state === 'dispatched' && isAged(mailing, now, QUIET_TIME)
    ? sweep(ports, mailing)
    : mailing.state;
};

const isAged = ({ at }: Mailing, now: Date, age: number): boolean => now.getTime() - Date.parse(at) >= age;

type Change = Omit<Mailing, 'rev' | 'week'>;

/** Undefined: it stays as it is. */
const nextState = (digest: Digest, known: Mailing | undefined, now: Date): Change | undefined => {
  const at = now.toISOString();
  const fresh = { reason: null, released: false, begunAt: at, closed: 0, ...known, cursor: null, at };
  if (!known)
    return digest.held
      ? { ...fresh, state: 'held', reason: digest.held }
      : { ...fresh, state: isQuiet(digest) ? 'quiet' : 'dispatching' };
  if (known.state !== 'paused' || !isAged(known, now, PAUSE)) return undefined;
  return { ...fresh, reason: null, state: 'dispatching' };
};

/** Nothing happened and nothing changed: there is an issue on the web, but no mail. */
export const isQuiet = ({ top, moved, withdrawn }: Digest): boolean =>
  top.length === 0 && moved.length === 0 && withdrawn.length === 0;

/** The walk; whoever has an end in the ledger already is passed over. */
const dispatch = async (ports: IssuePorts, mailing: Mailing): Promise<Ended> => {
  const closed = await closedIds(ports.ledger, mailing.week);
  let { cursor } = mailing;
  for (;;) {
    const { subscribers, next } = await ports.subscribers.confirmed(cursor, PAGE);
    await ports.mails.send(jobsOf(mailing.week, openOf(subscribers, mailing, closed)));
    const at = ports.clock().toISOString();
    const now = await changeMailing(ports.mailings, mailing.week, (known) =>
      known?.state === 'dispatching'
        ? { ...known, cursor: next, at, state: next ? 'dispatching' : 'dispatched' }
        : undefined,
    );
    if (now?.state !== 'dispatching') return now?.state ?? 'held'; // done, or somebody stopped it meanwhile
    cursor = next;
  }
};

const openOf = (subscribers: Subscriber[], { begunAt }: Mailing, closed: ReadonlySet<string>): string[] =>
  subscribers
    .filter(
      ({ id, choice, confirmedAt }) => choice.weekly && (confirmedAt ?? '') <= begunAt && !closed.has(id),
    )
    .map(({ id }) => id);

/**
 * Looks after the jobs that were handed out. While they make progress nothing is done; when they have stopped and some
 * are open, those are handed out again, since a queue gives a job up after some attempts.
 */
const sweep = async (ports: IssuePorts, mailing: Mailing): Promise<Ended> => {
  const { week } = mailing;
  const closed = await closedIds(ports.ledger, week);
  const stuck = closed.size === mailing.closed ? await handOutOpen(ports, mailing, closed) : null;
  const at = ports.clock().toISOString();
  const swept = await changeMailing(ports.mailings, week, (known) =>
    known?.state === 'dispatched'
      ? { ...known, at, closed: closed.size, state: stuck === 0 ? 'complete' : 'dispatched' }
      : undefined,
  );
  if (stuck) log('warn', 'Mails were handed out again.', { week, count: stuck });
  return swept?.state ?? 'held';
};

const handOutOpen = async (
  ports: IssuePorts,
  mailing: Mailing,
  closed: ReadonlySet<string>,
): Promise<number> => {
  let count = 0;
  for await (const ids of openReaders(ports, mailing, closed)) {
    await ports.mails.send(jobsOf(mailing.week, ids));
    count += ids.length;
  }
  return count;
};

/** Who is still to get an issue, page by page. */
const openReaders = async function* (
  { subscribers }: Pick<IssuePorts, 'subscribers'>,
  mailing: Mailing,
  closed: ReadonlySet<string>,
): AsyncGenerator<string[]> {
  for await (const page of pagesOf((cursor: string | null) => subscribers.confirmed(cursor, PAGE)))
    yield openOf(page.subscribers, mailing, closed);
};

/** How many are still to get an issue. */
export const countOpen = async (
  ports: Pick<IssuePorts, 'subscribers' | 'ledger'>,
  mailing: Mailing,
): Promise<number> => {
  const closed = await closedIds(ports.ledger, mailing.week);
  let count = 0;
  for await (const ids of openReaders(ports, mailing, closed)) count += ids.length;
  return count;
};

export const jobsOf = (week: IsoWeek, ids: string[]): { body: MailJob; group: string }[] =>
  partsOf(ids, BATCH).map((some) => ({ body: { kind: 'issue', week, ids: some }, group: week }));

type OperatorPorts = Pick<IssuePorts, 'mailings' | 'clock'>;

/** Stops an issue: what is not sent yet stays unsent until it is released. */
export const holdIssue = async (
  { mailings, clock }: OperatorPorts,
  week: IsoWeek,
  reason: string,
): Promise<void> => {
  const at = clock().toISOString();
  const fresh = { released: false, cursor: null, begunAt: at, closed: 0 };
  await changeMailing(mailings, week, (known) => ({ ...fresh, ...known, state: 'held', reason, at }));
};

/**
 * Lets an issue go, whoever held it and whether or not its sending had begun; the ledger spares those who have it.
 * @throws AppError Conflict for a week without a frozen issue, and for an issue that is on its way.
 */
export const releaseIssue = async (ports: IssuePorts, week: IsoWeek): Promise<Ended> => {
  if (!(await ports.digests.get(week)))
    throw new AppError('Conflict', `There is no issue of ${week} yet: a week is frozen when it is over.`);
  const at = ports.clock().toISOString();
  const fresh = { begunAt: at, closed: 0 };
  await changeMailing(ports.mailings, week, (known) => {
    if (known && known.state !== 'held' && known.state !== 'paused')
      throw new AppError('Conflict', `The issue of ${week} is not held: it is ${known.state}.`);
    return { ...fresh, ...known, state: 'dispatching', reason: null, released: true, cursor: null, at };
  });
  return sendIssue(ports, week);
};
