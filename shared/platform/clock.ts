/** The present instant; injected so that a replay can stand at another day. */
export type Clock = () => Date;

/** The last instant of a day in UTC. */
export const endOfDay = (now: Date): Date => new Date(`${now.toISOString().slice(0, 10)}T23:59:59.999Z`);
