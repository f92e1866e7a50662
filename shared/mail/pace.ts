import type { Quota } from './mailer.ts';

/** Time as a sender needs it: to look at, and to wait for. */
export type Time = { now(): number; wait(milliseconds: number): Promise<void> };

export const realTime: Time = {
  now: Date.now,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Whether the next mail may go, or the day's quota is used up. */
export type Turn = 'go' | 'tomorrow';

const ASK_EVERY = 5 * 60_000; // milliseconds: others send from the same account

/**
 * Resolves when the next mail may go. Mails are evenly spaced, without a burst at the start, since a quota counts any
 * window of a second and not those that begin with ours.
 * @param quota what the mail service allows, asked for at the first turn and every five minutes.
 * @param share of the rate; two paces beside each other must not add up to more than one.
 */
export const paced = (quota: () => Promise<Quota>, time: Time, share = 1): (() => Promise<Turn>) => {
  let asked: (Quota & { at: number }) | undefined;
  let next = 0;
  return async () => {
    const now = time.now();
    if (!asked || now - asked.at >= ASK_EVERY) asked = { ...(await quota()), at: now };
    if (asked.leftToday < 1) return 'tomorrow';
    asked.leftToday--;
    const turn = Math.max(time.now(), next);
    next = turn + 1000 / (asked.perSecond * share);
    if (turn > time.now()) await time.wait(turn - time.now());
    return 'go';
  };
};
