/** Time as a sender needs it: to look at, and to wait for. */
export type Time = { now(): number; wait(milliseconds: number): Promise<void> };

export const realTime: Time = {
  now: Date.now,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Resolves when the next message may go, `perSecond` at most in any second: evenly spaced, without a burst at the start,
 * since a quota counts any window of a second and not those that begin with ours.
 */
export const paced = (perSecond: number, time: Time): (() => Promise<void>) => {
  const gap = 1000 / perSecond;
  let next = 0;
  return async () => {
    const now = time.now();
    const turn = Math.max(now, next);
    next = turn + gap;
    if (turn > now) await time.wait(turn - now);
  };
};
