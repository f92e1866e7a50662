import { deliverIssue } from '../../shared/digest/deliver-issue.ts';
import type { Digest } from '../../shared/digest/digest.ts';
import type { MailingStore } from '../../shared/digest/mailing.ts';
import { dynamoMailingStore } from '../../shared/digest/mailing-store.dynamodb.ts';
import { type IssuePorts, sendIssue } from '../../shared/digest/send-issue.ts';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import type { Ledger } from '../../shared/mail/ledger.ts';
import type { OutgoingMail, Sent } from '../../shared/mail/mailer.ts';
import type { EmbeddedDynamo } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { applyMailEvent } from '../../shared/subscriptions/apply-mail-event.ts';
import type { MailJob } from '../../shared/subscriptions/mail-job.ts';
import type { Subscriber } from '../../shared/subscriptions/subscriber.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';
import type { SubscriberStore } from '../../shared/subscriptions/subscriber-store.ts';
import { digestStore } from './digests.ts';
import { eventReader } from './event-reader.ts';
import { memoryLedger, memoryMailings, memorySubscribers, subscriber } from './mail.ts';

/**
 * The sending of one issue by two workers in a world where every call may be slow, may be the last thing that its worker
 * does, or may have worked although it says that it did not. Only one worker runs at a time and a seed decides which, so
 * that a seed gives the same run each time.
 */

/** Numbers in [0, 1) that follow from a seed (mulberry32). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

class Crash extends Error {
  override readonly name = 'Crash';
}

type Worker = { dead: boolean };
type Waiting = { resume(): void; until: number };

const READERS = 12;
const CRASH = 0.012; // of all calls
const SLEEP = 0.006;
const LEAVE = 0.03; // of all turns somebody leaves, who is one of the first
const LEAVERS = 6;
const NAP = 6 * 60_000; // milliseconds; longer than a claim holds
const BEGIN = Date.parse('2026-01-12T06:00:00Z');

/** What the mail service does with a mail. */
const FATES = [
  'taken',
  'taken',
  'taken',
  'throttled',
  'lost answer',
  'lost call',
  'fault after',
  'no quota',
] as const;

export type FaultRun = {
  seed: number;
  crashes: number;
  calls: number;
  /** Mails that the service took, by reader. */
  taken: Map<string, number>;
  /** Mails that went to somebody who had left before. */
  toLeavers: number;
  states: Map<string, number>;
  /** Readers who stayed, and have no mail although nothing is uncertain about them. */
  forgotten: number;
  mailing: string;
  hashes: number;
};

export type FaultStores = { ledger: Ledger; mailings: MailingStore; subscribers: SubscriberStore };

export const inMemory = (): FaultStores => ({
  ledger: memoryLedger(),
  mailings: memoryMailings(),
  subscribers: memorySubscribers(),
});

/** The adapters that run everywhere, over a table of their own. */
export const storesIn = ({ client, table }: Pick<EmbeddedDynamo, 'client' | 'table'>): FaultStores => ({
  ledger: dynamoLedger(client, table),
  mailings: dynamoMailingStore(client, table),
  subscribers: dynamoSubscriberStore(client, table),
});

/** @param stores empty ones. */
export const runWithFaults = async (seed: number, digest: Digest, stores: FaultStores): Promise<FaultRun> => {
  const random = randomFrom(seed);
  let now = BEGIN;
  const run = { seed, crashes: 0, calls: 0, toLeavers: 0 };

  // One worker runs at a time: between two calls it waits here until it is chosen.
  const waiting: Waiting[] = [];
  let running = 0;
  let idle: (() => void) | undefined;
  const rest = (): void => {
    running--;
    if (running === 0) idle?.();
  };
  const turn = (until = now): Promise<void> =>
    new Promise((resolve) => {
      waiting.push({ resume: resolve, until });
      rest();
    });
  const quiet = (): Promise<void> =>
    running === 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          idle = resolve;
        });
  const begin = (work: () => Promise<void>): void => {
    running++;
    void work().finally(rest);
  };

  /** A call of a worker that may never come back. */
  const risky = async <T>(worker: Worker, call: () => Promise<T>): Promise<T> => {
    run.calls++;
    now += Math.floor(random() * 400);
    await turn(random() < SLEEP ? now + NAP : now);
    if (!worker.dead && random() < CRASH) die(worker);
    if (worker.dead) throw new Crash();
    const result = await call();
    if (random() < CRASH) die(worker);
    if (worker.dead) throw new Crash();
    return result;
  };
  const die = (worker: Worker): void => {
    worker.dead = true;
    run.crashes++;
  };
  const wrapped = <T extends object>(worker: Worker, port: T, names: readonly (keyof T)[]): T => ({
    ...port,
    ...Object.fromEntries(
      names.map((name) => {
        const method = port[name] as (...args: unknown[]) => Promise<unknown>;
        return [name, (...args: unknown[]) => risky(worker, () => method(...args))];
      }),
    ),
  });

  // The world.
  const readers = Array.from({ length: READERS }, (_, n) => subscriber(`reader-${n}`));
  for (const reader of readers) await stores.subscribers.put(reader, null);
  const digests = digestStore();
  await digests.freeze(digest);
  const queue: { job: MailJob; attempts: number; notBefore: number }[] = [];
  const taken = new Map<string, number>();
  const events: { detail: object }[] = [];
  const hashes = new Set<string>();
  const left = new Map<string, number>();
  const clock = () => new Date(now);

  const take = (mail: OutgoingMail): void => {
    const id = mail.tags.sub ?? '';
    taken.set(id, (taken.get(id) ?? 0) + 1);
    if (left.has(id)) run.toLeavers++;
    const detail = {
      eventType: 'Send',
      mail: { messageId: `m-${id}`, tags: { digest: [digest.week], sub: [id] } },
    };
    events.push({ detail });
    if (random() < 0.3) events.push({ detail: { ...detail, eventType: 'Delivery' } });
  };
  const service = async (mail: OutgoingMail): Promise<Sent> => {
    const fate = FATES[Math.floor(random() * (random() < 0.3 ? FATES.length : 3))] ?? 'taken';
    if (fate === 'throttled') return { outcome: 'refused', reason: 'Throttling', again: 'soon' };
    if (fate === 'no quota') return { outcome: 'refused', reason: 'Daily quota', again: 'tomorrow' };
    if (fate === 'lost call') return { outcome: 'uncertain', reason: 'TimeoutError' };
    take(mail);
    if (fate !== 'taken') return { outcome: 'uncertain', reason: fate };
    return { outcome: 'accepted', messageId: `m-${mail.tags.sub}` };
  };

  const portsOf = (worker: Worker) => {
    const ledger = wrapped(worker, stores.ledger, ['get', 'put', 'list']);
    const subscribers = wrapped(worker, stores.subscribers, ['get', 'confirmed']);
    return {
      ledger: {
        ...ledger,
        put: async (mailing: string, entry: Parameters<Ledger['put']>[1]) => {
          if (entry.hash) hashes.add(entry.hash);
          return ledger.put(mailing, entry);
        },
      },
      mailings: wrapped(worker, stores.mailings, ['get', 'put']),
      subscribers,
      digests,
      clock,
      // The service looks at who the mail is for when it is called, not when it answers.
      mailer: {
        send: async (mail: OutgoingMail) => {
          const sent = await service(mail);
          return risky(worker, async () => sent);
        },
        quota: async () => ({ perSecond: 10, leftToday: 1000 }),
      },
      pace: () => risky(worker, async () => 'go' as const),
      wait: (milliseconds: number) =>
        risky(worker, async () => {
          now += milliseconds;
        }),
      newClaim: () => `claim-${Math.floor(random() * 1e9)}`,
      secrets: async () => ({
        master: 'm'.repeat(32),
        tokenKeys: [{ kid: 'k1', key: 'k'.repeat(32) }],
        hashSalt: 's'.repeat(32),
        adminTokens: [],
      }),
      settings: {
        from: 'Amur <a@amur.example>',
        listId: 'Amur <weekly.amur.example>',
        postalAddress: 'Nowhere',
        noticesAnHour: 500,
      },
      baseUrl: 'https://amur.example',
      events: eventReader(),
      health: async () => null,
      mails: {
        send: (messages: { body: MailJob }[]) =>
          risky(worker, async () => {
            for (const { body } of messages) queue.push({ job: body, attempts: 0, notBefore: now });
          }),
      },
    };
  };

  const workOnce = async (): Promise<void> => {
    const next = queue.findIndex(({ notBefore }) => notBefore <= now);
    const [message] = next < 0 ? [] : queue.splice(next, 1);
    if (message?.job.kind !== 'issue') return;
    const { job } = message;
    if (random() < 0.1) queue.push({ ...message, notBefore: now }); // queues bring some messages twice
    try {
      await deliverIssue(portsOf({ dead: false }), job);
    } catch {
      const attempts = message.attempts + 1;
      if (attempts < 3) queue.push({ job, attempts, notBefore: now + 12 * 60_000 }); // else it is set aside
    }
  };
  const tick = async (): Promise<void> => {
    const ports: IssuePorts = portsOf({ dead: false });
    await sendIssue(ports, digest.week).catch(() => 'crashed');
  };
  const hear = async (event: object): Promise<void> => {
    await applyMailEvent({ ...stores, clock }, event);
    if (random() < 0.2) await applyMailEvent({ ...stores, clock }, event);
  };
  const leave = async (reader: Subscriber): Promise<void> => {
    const kept = await stores.subscribers.get(reader.id);
    if (!kept || left.has(reader.id)) return;
    await stores.subscribers.put({ ...kept.subscriber, state: 'unsubscribed' }, kept.rev);
    left.set(reader.id, now);
  };

  /** Lets those that wait go on in random order until all have ended. */
  const play = async (): Promise<void> => {
    for (;;) {
      await quiet();
      if (waiting.length === 0) return;
      if (random() < LEAVE) await leave(readers[Math.floor(random() * LEAVERS)] ?? subscriber('none'));
      const event = random() < 0.05 ? events.splice(Math.floor(random() * events.length), 1)[0] : undefined;
      if (event) await hear(event);
      const able = waiting.filter(({ until }) => until <= now);
      const chosen = able[Math.floor(random() * able.length)];
      if (!chosen) {
        now = Math.min(...waiting.map(({ until }) => until));
        continue;
      }
      waiting.splice(waiting.indexOf(chosen), 1);
      running++;
      chosen.resume();
    }
  };

  for (let round = 0; round < 60; round++) {
    begin(tick);
    for (let worker = 0; worker < 2; worker++) begin(workOnce);
    await play();
    now += 20 * 60_000 * random();
    const state = (await stores.mailings.get(digest.week))?.state;
    if (state === 'complete' && queue.length === 0) break;
  }
  for (const event of events.splice(0)) await hear(event);

  const states = new Map<string, number>();
  let forgotten = 0;
  for (const { id } of readers) {
    const state = (await stores.ledger.get(digest.week, id))?.state ?? 'none';
    states.set(state, (states.get(state) ?? 0) + 1);
    const settled = state === 'accepted' || state === 'uncertain' || left.has(id);
    if (!settled || (state === 'accepted') !== (taken.get(id) === 1)) forgotten++;
  }
  const mailing = (await stores.mailings.get(digest.week))?.state ?? 'none';
  return { ...run, taken, states, forgotten, mailing, hashes: hashes.size };
};
