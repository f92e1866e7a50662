import { setTimeout as pause } from 'node:timers/promises';
import { recordReport } from '../../shared/events/record-report.ts';
import { ingestSource, type Visit } from '../../shared/ingestion/ingest-source.ts';
import { planVisits } from '../../shared/ingestion/plan-visits.ts';
import type { Print } from './control.ts';
import type { System } from './system.ts';

const TICK = 30_000; // milliseconds between two looks at what is due

/** Runs plan, ingest and record in this process until `stop`. */
export const startPipeline = async (system: System, print: Print): Promise<{ stop(): Promise<void> }> => {
  const { visits, records, clock, sources } = system;
  await records.start(({ report }) => recordReport(system, report));
  const ports = { ...system, records: records.queue, random: Math.random, pause };
  await visits.start(async (job) => {
    print(
      `${clock().toISOString().slice(0, 19)}Z  ${job.sourceId}: ${words(await ingestSource(ports, job))}`,
    );
  });
  const plan = () => planVisits({ sources, visits: visits.queue, clock });
  const timer = setInterval(() => void plan(), TICK);
  await plan();
  return {
    async stop() {
      clearInterval(timer);
      await visits.stop();
      await records.stop();
    },
  };
};

const words = (visit: Visit): string => {
  if (visit.outcome === 'read') return `${visit.items} items, ${visit.fresh} new, ${visit.kept} kept`;
  if (visit.outcome === 'failed') return `failed: ${visit.reason}`;
  return {
    unchanged: 'nothing new',
    busy: 'being visited already',
    gone: 'gone for good; it is visited no more',
  }[visit.outcome];
};
