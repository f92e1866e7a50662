import type { EventStatus, StatusStep } from './event.ts';
import type { Member } from './record.ts';
import type { SeedTelling } from './telling.ts';

const STEPS: EventStatus[] = ['alleged', 'expected', 'announced', 'under way', 'done'];

const height = (status: EventStatus): number => STEPS.indexOf(status);

const toldOn = ({ published, firstSeen }: Member): string => published ?? firstSeen;

const inOrder = (members: Member[]): Member[] =>
  [...members].sort((a, b) => toldOn(a).localeCompare(toldOn(b)) || a.reportId.localeCompare(b.reportId));

/** What a report can have known: before the first day of an event it only announces it, whatever its words. */
const soberly = (member: Member, eventStart: string): Member =>
  height(member.status) > height('announced') && toldOn(member).slice(0, 10) < eventStart
    ? { ...member, status: 'announced' }
    : member;

/** The status ladder: each report that first told of a higher rung, in order of publication. */
export const ladderOf = (members: Member[], eventStart: string): StatusStep[] => {
  const steps: StatusStep[] = [];
  for (const member of inOrder(members).map((one) => soberly(one, eventStart))) {
    if (height(member.status) <= Math.max(-1, ...steps.map(({ status }) => height(status)))) continue;
    steps.push({
      status: member.status,
      on: toldOn(member).slice(0, 10),
      reportId: member.reportId,
      outlet: member.outlet,
    });
  }
  return steps;
};

/** The highest rung that a person's row or a report has told of. */
export const statusOf = (members: Member[], tellings: SeedTelling[], eventStart: string): EventStatus => {
  const told = [...tellings, ...members.map((member) => soberly(member, eventStart))].map(
    ({ status }) => status,
  );
  return told.sort((a, b) => height(b) - height(a))[0] ?? 'done';
};
