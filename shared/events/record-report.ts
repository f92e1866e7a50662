import { addDays } from '../classification/calendar.ts';
import { REVIEW_FROM, type Verdict } from '../classification/verdict.ts';
import type { Clock } from '../platform/clock.ts';
import type { AsideStore } from './aside-store.ts';
import { composeEvent } from './compose-event.ts';
import type { ChangeDraft, EventStore, Known } from './event-store.ts';
import { copyKey, eventIdOf } from './ids.ts';
import { AHEAD, type Comparable, candidateWindow, decide } from './merge.ts';
import type { EventRecord, Member } from './record.ts';
import type { Report } from './report.ts';
import { reunite } from './reunite.ts';
import { asRuled, type Ruling } from './ruling.ts';

/** What a person accepted stands as firm as a row that people coded. */
const ACCEPTED = 0.99;

export type RecordPorts = { events: EventStore; asides: AsideStore; clock: Clock };

export type Recorded =
  | { outcome: 'created' | 'joined' | 'updated'; eventId: string; why: string }
  | { outcome: 'known'; eventId: string }
  | { outcome: 'set aside'; as: 'review' | 'statement' | 'friction' | 'watch' }
  | { outcome: 'kept out' }
  | { outcome: 'ignored' };

/**
 * Takes one report to the event that it tells of. The same report again changes nothing; a new version of it takes the
 * old one's place. Decided under the journal, so that workers beside each other end where one alone would. What a person
 * ruled about the report before goes before its verdict; `given` is a ruling that is made now.
 */
export const recordReport = (ports: RecordPorts, report: Report, given?: Ruling): Promise<Recorded> =>
  recordAs(ports, report, { given });

/** Takes a report on record to its event once more, since it was judged anew; it stays where it is. */
export const recordAgain = (ports: RecordPorts, report: Report): Promise<Recorded> =>
  recordAs(ports, report, { again: true });

type How = { given?: Ruling | undefined; again?: boolean };

const recordAs = async (ports: RecordPorts, report: Report, how: How): Promise<Recorded> => {
  const recorded = await takeToEvent(ports, report, how);
  if (!('eventId' in recorded)) return recorded;
  // Also for one that is known: its first delivery may have died between the two steps.
  const eventId = await reunite(ports, recorded.eventId);
  if (recorded.outcome === 'known' || eventId === recorded.eventId) return { ...recorded, eventId };
  return { ...recorded, outcome: 'joined', eventId };
};

const takeToEvent = async (
  ports: RecordPorts,
  report: Report,
  { given, again = false }: How,
): Promise<Recorded> => {
  for (;;) {
    const seq = await ports.events.settle();
    const known = await ports.events.known(`R#${report.id}`);
    const ruling = given ?? known?.ruling;
    if (ruling?.decision === 'reject') return { outcome: 'kept out' };
    if (known && !again && isKnown(known, report)) return { outcome: 'known', eventId: known.eventId };
    const ruled = asRuled(report, ruling);
    const member = ruled && memberOf(ruled);
    if (!member) return setAside(ports, report);
    const on = { seq, known: known?.eventId ? known : undefined, ruling };
    const done = await commitMember(ports, on, ruled, ruling ? { ...member, p: ACCEPTED } : member);
    if (done) return done;
  }
};

const isKnown = (known: Known, { contentHash, version }: Report): boolean =>
  known.eventId !== '' && (known.contentHash === contentHash || known.version >= version);

/** Keeps a report that tells of no event where its track or the queue of what is uncertain asks for it. */
export const setAside = async (ports: RecordPorts, report: Report): Promise<Recorded> => {
  const { track, p } = report.verdict;
  const as = track ?? (p >= REVIEW_FROM ? 'review' : null);
  if (!as) return { outcome: 'ignored' };
  await ports.asides.put(as, report);
  return { outcome: 'set aside', as };
};

const commitMember = async (
  ports: RecordPorts,
  { seq, known, ruling }: { seq: number; known: Known | undefined; ruling: Ruling | undefined },
  report: Report,
  member: Member,
): Promise<Recorded | undefined> => {
  const at = ports.clock().toISOString();
  const target = known
    ? { join: known.eventId, why: 'a new version of a report' }
    : await findEvent(ports.events, member);
  const before = target.join ? ((await ports.events.record(target.join)) ?? null) : null;
  const draft = { ...draftOf(before, member, report, at, target.why), ...(ruling && auditOf(ruling)) };
  const { contentHash, version } = report;
  const where = {
    [`R#${report.id}`]: { eventId: draft.after.id, contentHash, version, ...(ruling && { ruling }) },
  };
  if ((await ports.events.commit(seq, at, [draft], where)) === 'conflict') return undefined;
  return {
    outcome: known ? 'updated' : before ? 'joined' : 'created',
    eventId: draft.after.id,
    why: target.why,
  };
};

const auditOf = ({ by, reason, set }: Ruling): Pick<ChangeDraft, 'audit' | 'why'> => ({
  why: `${by}: ${reason}`.slice(0, 300),
  audit: { by, action: 'accept', reason, set },
});

const findEvent = async (events: EventStore, member: Member) => {
  const [from, to] = candidateWindow(member);
  return decide(comparable(member), await events.candidates(member.signature.family, from, to));
};

/**
 * A report as the same-event rule reads it. A plan that names no day of its own (or only the day on which it was told)
 * may be about any of the days ahead.
 */
export const comparable = (member: Member): Comparable => {
  const { signature, eventStart, eventEnd, dateFrom, place, status, published } = member;
  const told = published?.slice(0, 10) ?? eventStart;
  const undated = dateFrom === 'publication' || (eventStart === told && eventEnd === told);
  const open = undated && (status === 'announced' || status === 'expected');
  return {
    signature,
    eventStart,
    eventEnd: open ? addDays(told, AHEAD) : eventEnd,
    dated: dateFrom === 'text' && !open,
    place,
  };
};

const draftOf = (
  before: EventRecord | null,
  member: Member,
  report: Report,
  at: string,
  why: string,
): ChangeDraft => {
  const id = before?.id ?? eventIdOf(member.reportId);
  const members = [...(before?.members ?? []).filter(({ reportId }) => reportId !== member.reportId), member];
  const parts = { members, tellings: before?.tellings ?? [], corrections: before?.corrections ?? [] };
  const links = before?.event.links ?? [];
  const event = composeEvent({ id, ...parts, links, updatedAt: at, rev: (before?.event.rev ?? 0) + 1 });
  const after = { id, ...parts, tombstone: before?.tombstone ?? null, event };
  return {
    kind: before ? 'updated' : 'created',
    why: `${member.outlet}: ${why}`.slice(0, 300),
    before,
    after,
    reports: [report],
  };
};

type Coded = Verdict &
  Record<'category' | 'type' | 'status' | 'eventStart' | 'eventEnd' | 'grain' | 'signature', object | string>;

const isCoded = (verdict: Verdict): verdict is Coded =>
  verdict.relevant &&
  Boolean(
    verdict.category &&
      verdict.type &&
      verdict.status &&
      verdict.eventStart &&
      verdict.eventEnd &&
      verdict.grain &&
      verdict.signature,
  );

/** The report's part of an event's record; undefined for a report that tells of no event. */
export const memberOf = (report: Report): Member | undefined => {
  const { verdict } = report;
  if (!isCoded(verdict)) return undefined;
  return {
    reportId: report.id,
    outlet: report.outlet,
    group: report.group,
    lang: verdict.lang,
    published: report.published,
    firstSeen: report.firstSeen,
    copy: copyKey(report.title),
    p: verdict.p,
    category: verdict.category,
    secondary: verdict.secondary,
    type: verdict.type,
    status: verdict.status,
    eventStart: verdict.eventStart,
    eventEnd: verdict.eventEnd,
    grain: verdict.grain,
    dateFrom: verdict.dateBasis?.from ?? 'publication',
    dateText: verdict.dateBasis?.text ?? null,
    place: verdict.place,
    series: verdict.series,
    ordinal: verdict.ordinal,
    actors: verdict.actors,
    signature: underTalks(verdict.signature),
  };
};

const LEADER = /^(RU|CN)\.(HEAD|PM)$/;

/** When heads of state or government of both sides sit down, it is talks, whatever they talk about (codebook, "visit"). */
const underTalks = (signature: Member['signature']): Member['signature'] => {
  const leaders = signature.principals.filter((id) => LEADER.test(id));
  const both = leaders.some((id) => id.startsWith('RU')) && leaders.some((id) => id.startsWith('CN'));
  return both && signature.family === 'ECON' ? { ...signature, family: 'TALKS' } : signature;
};
