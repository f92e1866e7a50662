import { composeEvent } from './compose-event.ts';
import type { Candidate } from './event-store.ts';
import { eventIdOf } from './ids.ts';
import { candidateWindow, decide, twinOf } from './merge.ts';
import type { Member } from './record.ts';
import { comparable, memberOf } from './record-report.ts';
import type { Report } from './report.ts';

type Keyed = { key: string; report: Report };
type Events = Map<string, { keys: string[]; members: Member[]; candidate: Candidate }>;

/**
 * Which event each report tells of, by the same rule as the record but in memory and from nothing. Reports are taken
 * in order of publication, as live ones are, or as they come where `inOrder` is false; those that tell of no event are
 * left out.
 */
export const mergeReports = (reports: Keyed[], { inOrder = true } = {}): Map<string, string> => {
  const events: Events = new Map();
  const toldAt = ({ report }: Keyed): string => report.published ?? report.firstSeen;
  const line = inOrder ? [...reports].sort((a, b) => toldAt(a).localeCompare(toldAt(b))) : reports;
  for (const { key, report } of line) {
    const member = memberOf({ ...report, id: `r${key}` });
    if (!member) continue;
    const id = placeOf(member, events);
    const before = events.get(id);
    put(events, id, [...(before?.keys ?? []), key], [...(before?.members ?? []), member]);
    reuniteIn(events, id);
  }
  return new Map([...events].flatMap(([id, { keys }]) => keys.map((key) => [key, id])));
};

const put = (events: Events, id: string, keys: string[], members: Member[]): void => {
  events.set(id, { keys, members, candidate: candidateOf(id, members) });
};

const placeOf = (member: Member, events: Events): string =>
  decide(comparable(member), near(events, member.signature.family, member)).join ??
  eventIdOf(member.reportId);

const near = (
  events: Events,
  family: Member['signature']['family'],
  dates: { eventStart: string; eventEnd: string },
): Candidate[] => {
  const [from, to] = candidateWindow(dates);
  return [...events.values()]
    .map(({ candidate }) => candidate)
    .filter(
      ({ event, signature }) =>
        signature.family === family && event.eventStart >= from && event.eventStart <= to,
    );
};

/** As `reunite` on the record: an event that turned out to be another one goes into the one that was there first. */
const reuniteIn = (events: Events, id: string): void => {
  const own = events.get(id);
  if (!own) return;
  const twin = twinOf(own.candidate, near(events, own.candidate.signature.family, own.candidate.event));
  const other = twin && events.get(twin.id);
  if (!other) return;
  events.delete(id);
  put(events, twin.id, [...other.keys, ...own.keys], [...other.members, ...own.members]);
  reuniteIn(events, twin.id);
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
