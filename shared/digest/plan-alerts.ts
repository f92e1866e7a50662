import type { Event } from '../events/event.ts';
import type { EventReader } from '../events/event-store.ts';
import type { Clock } from '../platform/clock.ts';
import { pagesOf, partsOf } from '../platform/paging.ts';
import type { Queue } from '../platform/queue.ts';
import type { MailJob } from '../subscriptions/mail-job.ts';
import type { Subscriber } from '../subscriptions/subscriber.ts';
import type { SubscriberStore } from '../subscriptions/subscriber-store.ts';
import { wantsAlert } from './deliver-alert.ts';

const READ = 500;
const PAGE = 100;
const BATCH = 25;
const FRESH = 48 * 3_600_000; // milliseconds; whatever is older is no news

export type AlertPorts = {
  events: Pick<EventReader, 'head' | 'changes'>;
  subscribers: Pick<SubscriberStore, 'confirmed'>;
  mails: Queue<MailJob>;
  /** How far the change feed was looked through; null before the first time. */
  progress: { get(): Promise<number | null>; put(seq: number): Promise<void> };
  clock: Clock;
};

/**
 * Looks through what changed and hands out alerts for confirmed events. The place in the feed is written down last: after
 * a crash the same events are handed out again, and the ledger spares who has the mail. The first time nothing is sent.
 * @returns the number of events that were worth an alert to somebody.
 */
export const planAlerts = async (ports: AlertPorts): Promise<number> => {
  const since = await ports.progress.get();
  if (since === null) {
    await ports.progress.put((await ports.events.head()).seq);
    return 0;
  }
  const changes = await ports.events.changes(since, READ);
  const last = changes.at(-1);
  if (!last) return 0;
  const events = worthy(
    changes.flatMap(({ event }) => event ?? []),
    ports.clock(),
  );
  if (events.length > 0) await handOut(ports, events);
  await ports.progress.put(last.seq);
  return events.length;
};

/** Each event once, as it stands last. */
const worthy = (changed: Event[], now: Date): Event[] =>
  [...new Map(changed.map((event) => [event.id, event])).values()].filter(
    ({ confirmed, origins, type, firstSeen }) =>
      confirmed &&
      type !== 'message' &&
      origins.includes('live') &&
      now.getTime() - Date.parse(firstSeen) < FRESH,
  );

const handOut = async ({ subscribers, mails }: AlertPorts, events: Event[]): Promise<void> => {
  for await (const page of pagesOf((cursor: string | null) => subscribers.confirmed(cursor, PAGE)))
    await mails.send(events.flatMap((event) => jobsFor(event, page.subscribers)));
};

const jobsFor = (event: Event, page: Subscriber[]): { body: MailJob }[] => {
  const ids = page.filter((subscriber) => wantsAlert(subscriber, event)).map(({ id }) => id);
  return partsOf(ids, BATCH).map((some) => ({ body: { kind: 'alert', eventId: event.id, ids: some } }));
};
