/**
 * A queue's sending half. Delivery is at least once: whoever handles a message must be able to meet it twice.
 * `group` keeps messages in order where order matters.
 */
export type Queue<T> = {
  send(messages: { body: T; group?: string; dedupId?: string }[]): Promise<void>;
};
