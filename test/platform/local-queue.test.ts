import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { type LocalQueue, localQueue } from '../../shared/platform/local-queue.dynamodb.ts';

let dynamo: EmbeddedDynamo;
let counter = 0;
let name = '';
let now = 0;

// A minute passes whenever somebody looks at the clock, so that waiting costs the test nothing.
const tick = (): number => {
  now += 60_000;
  return now;
};

const open = (workers = 4): LocalQueue<string> =>
  localQueue<string>({ client: dynamo.client, table: dynamo.table, now: tick }, name, workers);

/** Handles messages into a list; the first `faults` attempts at a message throw. */
const collector = (faults: Record<string, number> = {}) => {
  const done: string[] = [];
  const handle = async (message: string): Promise<void> => {
    if ((faults[message] ?? 0) > 0) {
      faults[message] = (faults[message] ?? 0) - 1;
      throw new Error('injected');
    }
    done.push(message);
  };
  return { done, handle };
};

beforeAll(async () => {
  dynamo = await startEmbedded();
});
afterAll(() => dynamo.stop());
beforeEach(() => {
  name = `queue-${counter++}`;
  now = 1_000_000;
});

describe('the queue of a single process', () => {
  it('hands over every message once when nothing fails', async () => {
    const { done, handle } = collector();
    const { queue, start, idle } = open();
    await start(handle);
    await queue.send(['a', 'b', 'c'].map((body) => ({ body })));
    await idle();
    expect(done.sort()).toEqual(['a', 'b', 'c']);
  });

  it('gives a later start what an earlier one left undone, in order', async () => {
    await open().queue.send(['a', 'b', 'c'].map((body) => ({ body, group: 'g' })));
    const { done, handle } = collector();
    const later = open();
    await later.start(handle);
    await later.idle();
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('leaves nothing behind once messages are done with', async () => {
    const first = open();
    await first.start(collector().handle);
    await first.queue.send([{ body: 'a' }]);
    await first.idle();
    const { done, handle } = collector();
    const later = open();
    await later.start(handle);
    await later.idle();
    expect(done).toEqual([]);
  });

  it('tries a failed message again before later ones of its group', async () => {
    const { done, handle } = collector({ a: 2 });
    const { queue, start, idle } = open();
    await start(handle);
    await queue.send(['a', 'b'].map((body) => ({ body, group: 'g' })));
    await idle();
    expect(done).toEqual(['a', 'b']);
  });

  it('sets a message aside after five failures and goes on with the next', async () => {
    const { done, handle } = collector({ a: 99 });
    const { queue, start, idle } = open();
    await start(handle);
    await queue.send(['a', 'b'].map((body) => ({ body, group: 'g' })));
    await idle();
    expect(done).toEqual(['b']);
  });

  it('keeps one of several waiting messages with the same dedup id', async () => {
    const { done, handle } = collector();
    const { queue, start, idle } = open();
    await queue.send([{ body: 'a', dedupId: 'x' }]);
    await queue.send([{ body: 'again', dedupId: 'x' }]);
    await start(handle);
    await idle();
    expect(done).toEqual(['a']);
  });
});
