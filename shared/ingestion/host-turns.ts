import type { Clock } from '../platform/clock.ts';

/** Who may visit a host: one visit at a time, however many workers run, and a rest before the next. */
export type HostTurns = {
  /** Takes a host until `until`; false while a visit runs there or its rest lasts. Times are ISO 8601 instants. */
  take(host: string, now: string, until: string): Promise<boolean>;
  /** Ends the turn that was taken until `until`, if it is still held; nobody visits before `rested`. */
  end(host: string, until: string, rested: string): Promise<void>;
  /** Ends every turn: only for a process that holds the store alone, about those that died in it. */
  endAll(): Promise<void>;
};

export type TurnPorts = { turns: HostTurns; clock: Clock; pause(milliseconds: number): Promise<void> };

const HELD = 60_000; // milliseconds; a visit is over after 15 seconds
const REST = 1000;
const PATIENCE = 25_000; // then the next plan asks again
const LOOK = 500; // between two looks at whether the host is free

/**
 * Does `work` in a turn of its own at a host, waiting for it a while.
 * @returns undefined when others kept the host all the time.
 */
export const inTurn = async <T>(
  ports: TurnPorts,
  host: string,
  work: () => Promise<T>,
): Promise<T | undefined> => {
  const patient = ports.clock().getTime() + PATIENCE;
  for (let now = ports.clock(); now.getTime() <= patient; now = ports.clock()) {
    const until = after(now, HELD);
    if (await ports.turns.take(host, now.toISOString(), until)) {
      try {
        return await work();
      } finally {
        await ports.turns.end(host, until, after(ports.clock(), REST));
      }
    }
    await ports.pause(LOOK);
  }
  return undefined;
};

const after = (now: Date, milliseconds: number): string =>
  new Date(now.getTime() + milliseconds).toISOString();
