import type { Mailing, MailingStore } from '../../shared/digest/mailing.ts';
import type { Ledger, LedgerEntry } from '../../shared/mail/ledger.ts';
import { type Choice, type Subscriber, subscriberIdOf } from '../../shared/subscriptions/subscriber.ts';
import type { Kept, SubscriberStore } from '../../shared/subscriptions/subscriber-store.ts';

/** The ledger in memory. */
export const memoryLedger = (): Ledger => {
  const kept = new Map<string, LedgerEntry>();
  const keyOf = (mailing: string, id: string) => `${mailing} ${id}`;
  return {
    get: async (mailing, id) => kept.get(keyOf(mailing, id)),
    async put(mailing, entry) {
      const key = keyOf(mailing, entry.id);
      if ((kept.get(key)?.rev ?? 0) !== entry.rev - 1) return false;
      kept.set(key, entry);
      return true;
    },
    list: async (mailing) => ({
      entries: [...kept].filter(([key]) => key.startsWith(`${mailing} `)).map(([, entry]) => entry),
      next: null,
    }),
  };
};

export const memoryMailings = (): MailingStore => {
  const kept = new Map<string, Mailing>();
  return {
    get: async (week) => kept.get(week),
    async put(mailing) {
      if ((kept.get(mailing.week)?.rev ?? 0) !== mailing.rev - 1) return false;
      kept.set(mailing.week, mailing);
      return true;
    },
    list: async (limit) => [...kept.values()].sort((a, b) => (a.week < b.week ? 1 : -1)).slice(0, limit),
  };
};

export const memorySubscribers = (given: Subscriber[] = []): SubscriberStore => {
  const kept = new Map<string, Kept>(given.map((subscriber) => [subscriber.id, { subscriber, rev: 1 }]));
  const used = new Map<string, number>();
  let sorted: string[] = [];
  return {
    get: async (id) => kept.get(id),
    async put(subscriber, over) {
      if ((kept.get(subscriber.id)?.rev ?? null) !== over) return false;
      kept.set(subscriber.id, { subscriber, rev: (over ?? 0) + 1 });
      return true;
    },
    async erase(id) {
      kept.delete(id);
    },
    async confirmed(cursor, limit) {
      if (sorted.length !== kept.size) sorted = [...kept.keys()].sort();
      const from = cursor === null ? 0 : sorted.indexOf(cursor) + 1;
      const ids = sorted.slice(from, from + limit + 1);
      const page = ids.slice(0, limit).flatMap((id) => kept.get(id)?.subscriber ?? []);
      return {
        subscribers: page.filter(({ state }) => state === 'confirmed'),
        next: ids.length > limit ? (ids[limit - 1] ?? null) : null,
      };
    },
    async use(what, until, most) {
      const key = `${what}#${until.toISOString()}`;
      const before = used.get(key) ?? 0;
      if (before >= most) return false;
      used.set(key, before + 1);
      return true;
    },
  };
};

/** Somebody who wants everything; `name` gives address and id. */
export const subscriber = (
  name: string,
  { choice, ...says }: Partial<Omit<Subscriber, 'choice'>> & { choice?: Partial<Choice> } = {},
): Subscriber => {
  const address = `${name}@readers.example`;
  return {
    id: subscriberIdOf(address, 'salt'),
    address,
    state: 'confirmed',
    generation: 1,
    choice: {
      categories: ['military', 'economic', 'diplomatic'],
      tracks: ['friction'],
      weekly: true,
      alertAt: null,
      ...choice,
    },
    consent: { at: '2025-11-01T08:00:00.000Z', source: 'page', textVersion: '1', ipHash: 'x' },
    confirmedAt: '2025-11-01T08:05:00.000Z',
    changedAt: '2025-11-01T08:05:00.000Z',
    notices: [],
    bounces: [],
    reason: null,
    ...says,
  };
};
