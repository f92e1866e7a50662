import { AppError } from '../platform/app-error.ts';
import type { Subscriber } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';

const ATTEMPTS = 8;

/**
 * Reads, decides and writes, again from the start when somebody else was faster.
 * @param decide gives the subscriber as it should be, or undefined to leave all as it is.
 * @returns the subscriber as it stands afterwards; undefined when there is none.
 * @throws AppError Conflict when others were faster each time.
 */
export const changeSubscriber = async (
  store: Pick<SubscriberStore, 'get' | 'put'>,
  id: string,
  decide: (now: Subscriber | undefined) => Subscriber | undefined,
): Promise<Subscriber | undefined> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const kept = await store.get(id);
    const wanted = decide(kept?.subscriber);
    if (!wanted) return kept?.subscriber;
    if (await store.put(wanted, kept?.rev ?? null)) return wanted;
  }
  throw new AppError('Conflict', 'The subscription is being changed by others; try again.');
};
