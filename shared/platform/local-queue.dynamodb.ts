import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { writeAll } from './batch-write.dynamodb.ts';
import { log } from './log.ts';
import type { Queue } from './queue.ts';
import { readPartition } from './read-partition.dynamodb.ts';

const ATTEMPTS = 5; // then the message is set aside, as a queue's redrive policy does in AWS
const FIRST_WAIT = 1000; // milliseconds; doubles with each attempt

type Message<T> = {
  sk: string;
  body: T;
  group: string | null;
  dedupId: string | null;
  attempts: number;
  notBefore: number;
};

export type LocalQueue<T> = {
  queue: Queue<T>;
  /** Begins to hand messages to `handle`, those that an earlier process left behind first. */
  start(handle: (message: T) => Promise<unknown>): Promise<void>;
  /** Resolves once no message waits or runs. */
  idle(): Promise<void>;
  /** Lets running messages end and starts no more; the rest stays in the table for the next start. */
  stop(): Promise<void>;
};

type Ports = { client: DynamoDBDocumentClient; table: string; now?: () => number };

/**
 * A queue for one process that outlives it: a message lies in the table from `send` until it is done with.
 * Groups are served one message at a time in order; different groups run beside each other, `workers` at most.
 */
export const localQueue = <T>(ports: Ports, name: string, workers: number): LocalQueue<T> => {
  const { now = Date.now } = ports;
  const waiting: Message<T>[] = [];
  const busy = new Set<string>();
  const idlers: (() => void)[] = [];
  let running = 0;
  let counter = 0;
  let handle: ((message: T) => Promise<unknown>) | undefined;
  let wake: NodeJS.Timeout | undefined;

  const pump = (): void => {
    clearTimeout(wake);
    while (handle && running < workers) {
      const message = takeNext(waiting, busy, now());
      if (!message) break;
      void work(handle, message);
    }
    if (running === 0 && waiting.length === 0) for (const resolve of idlers.splice(0)) resolve();
    else if (waiting.length > 0 && running < workers) wake = setTimeout(pump, 200);
  };

  const work = async (worker: (message: T) => Promise<unknown>, message: Message<T>): Promise<void> => {
    running++;
    if (message.group) busy.add(message.group);
    try {
      await worker(message.body);
      await remove(message);
    } catch (error) {
      await failed(message, error);
    } finally {
      running--;
      if (message.group) busy.delete(message.group);
      pump();
    }
  };

  const pk = `QUEUE#${name}`;
  const remove = ({ sk }: Message<T>) => writeAll(ports.client, ports.table, [{ remove: { pk, sk } }]);

  const failed = async (message: Message<T>, error: unknown): Promise<void> => {
    const attempts = message.attempts + 1;
    const reason = error instanceof Error ? error.message : String(error);
    log('error', 'A message failed.', { queue: name, attempts, reason });
    if (attempts < ATTEMPTS) {
      // At the front, since messages of its group that came later must not overtake it.
      waiting.unshift({ ...message, attempts, notBefore: now() + FIRST_WAIT * 2 ** message.attempts });
      return;
    }
    const dead = { ...message, pk: `DEAD#${name}`, reason };
    await ports.client.send(new PutCommand({ TableName: ports.table, Item: dead }));
    await remove(message);
  };

  return {
    queue: {
      async send(messages) {
        const fresh = messages.filter(
          ({ dedupId }) => !dedupId || !waiting.some((other) => other.dedupId === dedupId),
        );
        const added = fresh.map(({ body, group = null, dedupId = null }): Message<T> => {
          const sk = `${String(now()).padStart(15, '0')}-${String(counter++).padStart(9, '0')}`;
          return { sk, body, group, dedupId, attempts: 0, notBefore: 0 };
        });
        await writeAll(
          ports.client,
          ports.table,
          added.map((message) => ({ put: { ...message, pk } })),
        );
        waiting.push(...added);
        pump();
      },
    },
    async start(worker) {
      waiting.unshift(...(await leftBehind<T>(ports, pk, new Set(waiting.map(({ sk }) => sk)))));
      handle = worker;
      pump();
    },
    idle: () =>
      new Promise((resolve) => {
        idlers.push(resolve);
        pump();
      }),
    async stop() {
      handle = undefined;
      clearTimeout(wake);
      while (running > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    },
  };
};

/** The first message that may run now: within a group, nobody overtakes one that runs or waits for its next attempt. */
const takeNext = <T>(waiting: Message<T>[], busy: Set<string>, now: number): Message<T> | undefined => {
  const held = new Set(busy);
  for (const [index, message] of waiting.entries()) {
    if (message.notBefore <= now && !(message.group && held.has(message.group)))
      return waiting.splice(index, 1)[0];
    if (message.group) held.add(message.group);
  }
  return undefined;
};

const leftBehind = async <T>(
  { client, table }: Ports,
  pk: string,
  known: Set<string>,
): Promise<Message<T>[]> => {
  const found = (await readPartition(client, table, pk)) as Message<T>[];
  return found.filter(({ sk }) => !known.has(sk)).map((message) => ({ ...message, notBefore: 0 }));
};
