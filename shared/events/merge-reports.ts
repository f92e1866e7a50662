import { composeEvent } from './compose-event.ts';
import type { Candidate } from './event-store.ts';
import { eventIdOf } from './ids.ts';
import { decide } from './merge.ts';
import type { Member } from './record.ts';
import { candidateWindow, comparable, memberOf } from './record-report.ts';
import type { Report } from './report.ts';

type Keyed = { key: string; report: Report };

/**
 * Which event each report tells of, by the same rule as the record but in memory and from nothing. Reports are taken
 * in order of publication, as live ones are; those that tell of no event are left out.
 */
export const mergeReports = (reports: Keyed[]): Map<string, string> => {
  const events = new Map<string, { members: Member[]; candidate: Candidate }>();
  const where = new Map<string, string>();
  const toldAt = ({ report }: Keyed): string => report.published ?? report.firstSeen;
  for (const { key, report } of [...reports].sort((a, b) => toldAt(a).localeCompare(toldAt(b)))) {
    const member = memberOf({ ...report, id: `r${key}` });
    if (!member) continue;
    const id = placeOf(member, events);
    const members = [...(events.get(id)?.members ?? []), member];
    events.set(id, { members, candidate: candidateOf(id, members) });
    where.set(key, id);
  }
  return where;
};

const placeOf = (member: Member, events: Map<string, { candidate: Candidate }>): string => {
  const [from, to] = candidateWindow(member);
  const near = [...events.values()]
    .map(({ candidate }) => candidate)
    .filter(
      ({ event, signature }) =>
        signature.family === member.signature.family && event.eventStart >= from && event.eventStart <= to,
    );
  return decide(comparable(member), near).join ?? eventIdOf(member.reportId);
};

const candidateOf = (id: string, members: Member[]): Candidate => {
  const event = composeEvent({
    id,
    members,
    tellings: [],
    corrections: [],
    links: [],
    updatedAt: '1970-01-01T00:00:00.000Z',
    rev: 1,
  });
  return { event, signature: event.signature };
};
