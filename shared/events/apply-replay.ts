import { allReports } from './all-reports.ts';
import { composeEvent } from './compose-event.ts';
import { correct } from './corrections.ts';
import type { EventRecord } from './record.ts';
import { memberOf, type RecordPorts, recordAgain, setAside } from './record-report.ts';
import type { Classify } from './replay.ts';
import type { Report } from './report.ts';
import { BY_RULE } from './reunite.ts';

/** `revised`: reports coded anew in their event. `left`: reports that no longer tell of one. `withdrawn`: ids of events. */
export type Applied = { revised: number; left: number; withdrawn: string[] };

/**
 * Makes the record what today's classifier and merge would have made of the reports of from…to. Ids stay, and so does
 * all that people corrected or ruled. A report that tells of no event any more leaves its own, and an event that nothing
 * tells of is withdrawn with that reason. Each step stands on its own, so that after a crash the same call finishes it.
 */
export const applyReplay = async (
  ports: RecordPorts,
  classify: Classify,
  from: string,
  to: string,
): Promise<Applied> => {
  const applied: Applied = { revised: 0, left: 0, withdrawn: [] };
  for (const { report } of await allReports(ports.events, from, to)) {
    const again = { ...report, verdict: classify(report) };
    if (isCodedAlike(report, again) || (await isRuled(ports, report))) continue;
    if (again.verdict.relevant) {
      await recordAgain(ports, again);
      applied.revised++;
      continue;
    }
    applied.withdrawn.push(...(await leave(ports, again)));
    applied.left++;
  }
  return applied;
};

const isRuled = async ({ events }: RecordPorts, { id }: Report): Promise<boolean> =>
  (await events.known(`R#${id}`))?.ruling !== undefined;

/** By all that an event is composed from, sure or not so sure: a new version that decides alike changes nothing. */
const isCodedAlike = (before: Report, after: Report): boolean => codeOf(before) === codeOf(after);
const codeOf = (report: Report): string => JSON.stringify({ ...memberOf(report), p: null });

/** @returns the id of the event where it had to be withdrawn. */
const leave = async (ports: RecordPorts, report: Report): Promise<string[]> => {
  for (;;) {
    const seq = await ports.events.settle();
    const known = await ports.events.known(`R#${report.id}`);
    const record = known?.eventId ? await ports.events.record(known.eventId) : undefined;
    if (!record || record.tombstone) return [];
    const rest = withoutReport(record, report.id);
    if (rest.members.length + rest.tellings.length === 0) return [await withdraw(ports, record.id)];
    // First, since a report that has left its event is found nowhere else: after a crash the same call comes to it again.
    await setAside(ports, report);
    if ((await commitRest(ports, seq, { record, rest, report })) === 'committed') return [];
  }
};

const withoutReport = (record: EventRecord, reportId: string) => ({
  id: record.id,
  members: record.members.filter((member) => member.reportId !== reportId),
  tellings: record.tellings,
  corrections: record.corrections,
});

const withdraw = async (ports: RecordPorts, id: string): Promise<string> => {
  const reason = 'No report tells of this event by the rules of today.';
  await correct(ports, { action: 'retract', id, by: BY_RULE, reason });
  return id;
};

type Rest = { record: EventRecord; rest: ReturnType<typeof withoutReport>; report: Report };

const commitRest = ({ events, clock }: RecordPorts, seq: number, { record, rest, report }: Rest) => {
  const at = clock().toISOString();
  const { links, rev } = record.event;
  const event = composeEvent({ ...rest, links, updatedAt: at, rev: rev + 1 });
  const draft = {
    kind: 'updated' as const,
    why: `${report.outlet}: tells of no event by the rules of today`.slice(0, 300),
    before: record,
    after: { ...rest, tombstone: null, event },
    reports: [],
    leaving: [report.id],
  };
  const { contentHash, version } = report;
  return events.commit(seq, at, [draft], { [`R#${report.id}`]: { eventId: '', contentHash, version } });
};
