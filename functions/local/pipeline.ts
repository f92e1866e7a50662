import { weekBefore, weekOf } from '../../shared/digest/iso-week.ts';
import { planAlerts } from '../../shared/digest/plan-alerts.ts';
import { sendIssue } from '../../shared/digest/send-issue.ts';
import { workOnMail } from '../../shared/digest/work-on-mail.ts';
import { recordReport } from '../../shared/events/record-report.ts';
import { ingestSource, type Visit } from '../../shared/ingestion/ingest-source.ts';
import { planVisits } from '../../shared/ingestion/plan-visits.ts';
import { log } from '../../shared/platform/log.ts';
import { writeWeeklySnapshot } from '../../shared/snapshots/write-snapshot.ts';
import type { Print } from './control.ts';
import type { System } from './system.ts';

const TICK = 30_000; // milliseconds between two looks at what is due
const ISSUE_TICK = 10 * 60_000;
const ALERT_TICK = 5 * 60_000;
const EXPIRY_TICK = 6 * 3_600_000;
const SEND_FROM = 6; // o’clock on Monday, UTC

/**
 * Mails of a subscription go out while pages are served, also where no feeds are read; and who has not confirmed in
 * time, or has left, is forgotten.
 */
export const startMails = async ({
  mails,
  mailPorts,
  dropExpired,
}: System): Promise<{ stop(): Promise<void> }> => {
  await mails.start((job) => workOnMail(mailPorts, job));
  const forget = () => guarded('expiry', dropExpired);
  const timer = setInterval(() => void forget(), EXPIRY_TICK);
  await forget();
  return {
    async stop() {
      clearInterval(timer);
      await mails.stop();
    },
  };
};

/** Runs plan, ingest, record and the weekly issue in this process until `stop`. */
export const startPipeline = async (system: System, print: Print): Promise<{ stop(): Promise<void> }> => {
  const { visits, records, clock, sources } = system;
  await records.start(({ report }) => recordReport(system, report));
  const ports = { ...system, records: records.queue };
  await visits.start(async (job) => {
    print(
      `${clock().toISOString().slice(0, 19)}Z  ${job.sourceId}: ${words(await ingestSource(ports, job))}`,
    );
  });
  const plan = () => planVisits({ sources, visits: visits.queue, clock });
  const timers = [
    setInterval(() => void plan(), TICK),
    setInterval(() => void guarded('issue', () => issueOfTheWeek(system, print)), ISSUE_TICK),
    setInterval(() => void guarded('snapshot', () => snapshotOfTheWeek(system, print)), ISSUE_TICK),
    setInterval(() => void guarded('alerts', () => planAlerts(alerts(system))), ALERT_TICK),
  ];
  await plan();
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await visits.stop();
      await records.stop();
    },
  };
};

const alerts = ({ digestPorts, alertProgress }: System) => ({ ...digestPorts, progress: alertProgress });

const isTooEarly = (now: Date): boolean => now.getUTCDay() === 1 && now.getUTCHours() < SEND_FROM;

/** On Monday from six o’clock on: the issue of the week before, and whatever of it is still to be sent. */
const issueOfTheWeek = async ({ clock, digestPorts }: System, print: Print): Promise<void> => {
  const now = clock();
  if (isTooEarly(now)) return;
  const week = weekBefore(weekOf(now));
  const before = (await digestPorts.mailings.get(week))?.state;
  const state = await sendIssue(digestPorts, week);
  if (state !== before) print(`${now.toISOString().slice(0, 19)}Z  issue of ${week}: ${state}`);
};

/** With the issue: the record as files that never change. */
const snapshotOfTheWeek = async ({ clock, snapshotPorts }: System, print: Print): Promise<void> => {
  const now = clock();
  if (isTooEarly(now)) return;
  const snapshot = await writeWeeklySnapshot(snapshotPorts);
  if (snapshot) print(`${now.toISOString().slice(0, 19)}Z  snapshot: ${snapshot.events} events`);
};

/** What fails now is tried again at the next tick. */
const guarded = async (what: string, run: () => Promise<unknown>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    log('error', 'A scheduled task failed.', { what, reason: (error as Error).message });
  }
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
