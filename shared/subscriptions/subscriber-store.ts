import type { Subscriber } from './subscriber.ts';

/** A subscriber with the revision that a change must name. */
export type Kept = { subscriber: Subscriber; rev: number };

export type SubscriberStore = {
  get(id: string): Promise<Kept | undefined>;
  /**
   * Writes a subscriber over the revision that was read, or a new one over none.
   * @returns false when somebody else was faster: read and decide again.
   */
  put(subscriber: Subscriber, over: number | null): Promise<boolean>;
  /** Removes everything that is kept about a person. */
  erase(id: string): Promise<void>;
  /** Confirmed subscribers, shard by shard; ask again with `next` until it is null. */
  confirmed(
    cursor: string | null,
    limit: number,
  ): Promise<{ subscribers: Subscriber[]; next: string | null }>;
  /**
   * Counts one more use of `what` within a window that ends at `until`.
   * @returns false when `most` were used already; then nothing is counted.
   */
  use(what: string, until: Date, most: number): Promise<boolean>;
};
