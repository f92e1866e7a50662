/** The present instant; injected so that a replay can stand at another day. */
export type Clock = () => Date;

const HOUR = 3_600_000;

/** The first instant of the next full hour. */
export const nextHour = (now: Date): Date => new Date((Math.floor(now.getTime() / HOUR) + 1) * HOUR);

/** The last instant of a day in UTC. */
export const endOfDay = (now: Date): Date => new Date(`${now.toISOString().slice(0, 10)}T23:59:59.999Z`);
