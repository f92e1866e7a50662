import * as z from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Queue } from '../platform/queue.ts';
import type { SourceEntry, SourceStore } from './source-store.ts';

export const VisitJob = z.object({ sourceId: z.string() });
export type VisitJob = z.infer<typeof VisitJob>;

export type PlanPorts = { sources: Pick<SourceStore, 'all'>; visits: Queue<VisitJob>; clock: Clock };

/** Queues a visit to each source that is on and due. Planning twice queues twice, and the lease lets one visit through. */
export const planVisits = async ({ sources, visits, clock }: PlanPorts): Promise<{ due: number }> => {
  const now = clock().toISOString();
  const due = (await sources.all()).filter((entry) => isDue(entry, now));
  // One visit at a time to a host: its feeds are a group.
  await visits.send(
    due.map(({ source: { id, url } }) => ({
      body: { sourceId: id },
      dedupId: id,
      group: new URL(url).hostname,
    })),
  );
  return { due: due.length };
};

const isDue = ({ source, state }: SourceEntry, now: string): boolean =>
  source.on && !state.disabled && state.nextVisit <= now && (!state.leaseUntil || state.leaseUntil <= now);
