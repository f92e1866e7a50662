import type { Digest } from '../../shared/digest/digest.ts';
import type { DigestStore } from '../../shared/digest/digest-store.ts';
import { type FreezePorts, freezeDigest } from '../../shared/digest/freeze-digest.ts';
import { weekWindow } from '../../shared/digest/iso-week.ts';
import type { Event } from '../../shared/events/event.ts';
import type { Report } from '../../shared/events/report.ts';
import { eventReader } from './event-reader.ts';
import { event } from './events.ts';
import { report } from './verdicts.ts';

export const digestStore = (): DigestStore => {
  const kept = new Map<string, Digest>();
  return {
    get: async (week) => kept.get(week),
    async freeze(digest) {
      if (!kept.has(digest.week)) kept.set(digest.week, digest);
      return kept.get(digest.week) ?? digest;
    },
    list: async (limit) => [...kept.values()].sort((a, b) => (a.week < b.week ? 1 : -1)).slice(0, limit),
  };
};

export const WEEK = '2026-W02';
const { from, to } = weekWindow(WEEK);

/** An event first seen on Wednesday of the week. */
export const inWeek = (name: string, says: Partial<Event> = {}): Event =>
  event(name, {
    eventStart: '2026-01-07',
    firstSeen: '2026-01-07T09:00:00.000Z',
    updatedAt: says.firstSeen ?? '2026-01-07T09:00:00.000Z',
    ...says,
  });

const REPORT = report({
  type: 'summit',
  who: ['xi', 'putin'],
  on: '2026-01-07',
  url: 'https://news.example/1',
});

/** Everything that freezing an issue needs, in memory, on the Monday after the week. */
export const issueDesk = (events: Event[] = [], says: Partial<FreezePorts> & { reports?: Report[] } = {}) => {
  const reader = Object.assign(eventReader(events), { reports: async () => says.reports ?? [REPORT] });
  const digests = digestStore();
  const ports: FreezePorts = {
    events: reader,
    digests,
    clock: () => new Date(Date.parse(to) + 7 * 3_600_000),
    health: async () => null,
    ...says,
  };
  return { ports, reader, digests, freeze: (week = WEEK) => freezeDigest(ports, week), from, to };
};

/** The frozen issue of a week with these events. */
export const issueOf = (events: Event[] = [], says: Parameters<typeof issueDesk>[1] = {}): Promise<Digest> =>
  issueDesk(events, says).freeze();

export const LINKS = {
  baseUrl: 'https://amur.example',
  unsubscribe: 'https://amur.example/unsubscribe?token=v1.k.p.m',
  preferences: 'https://amur.example/subscribe/preferences?token=v1.k1.e30.bWFj',
  postalAddress: 'Amur, 1 Made-up Street, Nowhere',
};
