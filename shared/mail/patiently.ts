import type { Delivery } from './deliver.ts';

const WAITS = [1000, 2000, 4000, 8000, 16_000]; // milliseconds

/** Tries again while the mail service asks to go slower, waiting longer each time. */
export const patiently = async (
  wait: (milliseconds: number) => Promise<void>,
  attempt: () => Promise<Delivery>,
): Promise<Delivery> => {
  for (const pause of WAITS) {
    const delivery = await attempt();
    if (delivery.outcome !== 'waiting' || delivery.until !== 'soon') return delivery;
    await wait(pause);
  }
  return attempt();
};
