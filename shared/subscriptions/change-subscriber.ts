import { AppError } from '../platform/app-error.ts';
import { readDecideWrite } from '../platform/read-decide-write.ts';
import type { Subscriber } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';

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
  const { seen, written } = await readDecideWrite({
    read: () => store.get(id),
    decide: (kept) => decide(kept?.subscriber),
    write: (wanted, kept) => store.put(wanted, kept?.rev ?? null),
    lost: () => new AppError('Conflict', 'The subscription is being changed by others; try again.'),
  });
  return written ?? seen?.subscriber;
};
