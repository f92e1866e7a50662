import { addDays } from '../classification/calendar.ts';
import type { MergeSignature } from '../classification/verdict.ts';
import type { Candidate } from './event-store.ts';
import { hostOf, isWithin } from './places.ts';

const DAY_MS = 86_400_000;

/** What the same-event rule reads of a report or a telling. */
export type Comparable = {
  signature: MergeSignature;
  eventStart: string;
  eventEnd: string;
  /** Whether the dates are stated, or publication stands in for them. */
  dated: boolean;
  place: string | null;
};

export type Decision = { join: string; why: string } | { join: null; why: string };

/** Gap in days allowed between two intervals (codebook S3); more where a date is only that of publication. */
const GAP = { stated: 2, inferred: 4 } as const;
const JOIN_FROM = 1;

/**
 * Which of the candidates, if any, tells of the same event (codebook, "same event"). Pure; when unsure, none:
 * merging too little is a nuisance, merging too much is a lie.
 */
export const decide = (report: Comparable, candidates: Candidate[]): Decision => {
  const scored = candidates
    .map((candidate) => ({ candidate, ...compare(report, candidate) }))
    .filter(({ score }) => score >= JOIN_FROM)
    .map((one) => ({ ...one, score: one.score + weightOf(one.candidate) }))
    .sort((a, b) => b.score - a.score || a.candidate.event.id.localeCompare(b.candidate.event.id));
  const best = scored[0];
  return best
    ? { join: best.candidate.event.id, why: best.why }
    : { join: null, why: 'No event on record agrees with it.' };
};

/** Of two events that fit about as well, the one that more outlets tell. */
const weightOf = ({ event }: Candidate): number => Math.min(0.4, Math.log2(1 + event.outlets) / 10);

type Comparison = { score: number; why: string };
const apart = (why: string): Comparison => ({ score: 0, why });

const compare = (report: Comparable, { event, signature }: Candidate): Comparison => {
  const mine = report.signature;
  if (mine.branch && signature.branch && mine.branch !== signature.branch) return apart('another branch');
  if (mine.key && signature.key && mine.key !== signature.key) return apart('another name, number or period');
  const gap = gapOf(report, opened(event));
  if (gap > (report.dated && event.grain !== 'unknown' ? GAP.stated : GAP.inferred))
    return apart('another time');
  // Leaders do not meet twice in two days, least of all in two countries: there the place is misread.
  const sure = bothHeads(mine) && bothHeads(signature) ? 1 : 0;
  if (gap > sure && placesClash(mine.family, report.place, event.place)) return apart('another place');
  const host = hostOf(report.place ?? '') ?? hostOf(event.place ?? '');
  return comparePrincipals(mine, signature, { gap, host });
};

/** Days for which a plan without a day of its own stays open: what is announced so is mostly near. */
export const AHEAD = 8;

/** An event that was only announced, without a day, may be on any of the days ahead. */
const opened = ({
  eventStart,
  eventEnd,
  status,
  dateBasis,
}: Candidate['event']): Pick<Comparable, 'eventStart' | 'eventEnd'> => {
  const open = dateBasis.from === 'publication' && (status === 'announced' || status === 'expected');
  return { eventStart, eventEnd: open ? addDays(eventStart, AHEAD) : eventEnd };
};

type Setting = { gap: number; host: 'RU' | 'CN' | null };

const comparePrincipals = (
  mine: MergeSignature,
  theirs: MergeSignature,
  { gap, host }: Setting,
): Comparison => {
  const near = 1 - gap / 10;
  if (mine.key && mine.key === theirs.key) return { score: 3 + near, why: `same ${theirs.key}` };
  if (mine.family === 'TRADE') return apart('another period'); // each period's figure is its own event
  const shared = named(mine).filter((id) => named(theirs).includes(id));
  const traveller =
    mine.family === 'TALKS' || mine.family === 'MIL' ? travellerOf(mine, theirs, host) : undefined;
  if (traveller) return { score: 2 + near, why: `same traveller, ${traveller}` };
  if (clash(mine, theirs)) return apart('other principals');
  if (shared.length > 0) return { score: 2 + shared.length / 10 + near, why: `same ${shared.join(', ')}` };
  if (bothHeads(mine) && bothHeads(theirs)) return { score: 1.5 + near, why: 'same two leaders' };
  if (NEEDS_NAMES.has(mine.family) || (named(mine).length > 0 && named(theirs).length > 0))
    return apart('no principal in common');
  if (MEETINGS.has(mine.family) && gap > 1) return apart('no name to tell two meetings apart');
  return { score: 1 + near, why: 'same kind, time and place, no other name' };
};

/** Families in which two events of one week are common: a shared name is needed. */
const NEEDS_NAMES = new Set<MergeSignature['family']>(['DEAL', 'ARMS', 'MSG', 'OTHER']);

/** Meetings follow each other by the day, so that one without names joins only what is at hand. */
const MEETINGS = new Set<MergeSignature['family']>(['TALKS', 'MIL', 'ECON', 'CALL']);

const GENERIC = /^(RU|CN)\.(STATE|GOV|CAPITAL|REGION|SPOX|FORCES)$/;
const HEAD = /^(RU|CN)\.HEAD$/;

/** Principals that tell events apart: neither the state as such nor, since leaders meet about everything, its head. */
const named = ({ principals }: MergeSignature): string[] =>
  principals.filter((id) => !GENERIC.test(id) && !HEAD.test(id));

const bothHeads = ({ principals }: MergeSignature): boolean =>
  principals.includes('RU.HEAD') && principals.includes('CN.HEAD');

/**
 * Who came, where both name the same guest: whoever of the hosts received him, it is one visit (codebook, granularity).
 * A minister is a guest wherever he is; a head of state only where the place says that he is abroad.
 */
const travellerOf = (
  mine: MergeSignature,
  theirs: MergeSignature,
  host: Setting['host'],
): string | undefined => {
  const shared = mine.principals.filter((id) => theirs.principals.includes(id) && !GENERIC.test(id));
  return shared.find((id) => (host === null ? !HEAD.test(id) : !id.startsWith(host)));
};

/** On one side both name somebody, and nobody is the same. */
const clash = (mine: MergeSignature, theirs: MergeSignature): boolean =>
  ['RU.', 'CN.'].some((side) => {
    const [a, b] = [mine, theirs].map((signature) =>
      signature.principals.filter((id) => id.startsWith(side) && !GENERIC.test(id)),
    );
    return Boolean(a?.length && b?.length && !a.some((id) => b.includes(id)));
  });

const gapOf = (
  a: { eventStart: string; eventEnd: string },
  b: { eventStart: string; eventEnd: string },
): number => {
  const days = (from: string, to: string): number => (Date.parse(from) - Date.parse(to)) / DAY_MS;
  return Math.max(0, days(a.eventStart, b.eventEnd), days(b.eventStart, a.eventEnd));
};

/**
 * Two named places clash unless one lies in the other; for talks only two countries do, since a visit goes to several
 * cities. On the same day nothing clashes: nobody is in two places, so that one of the two is misread.
 */
const placesClash = (family: MergeSignature['family'], a: string | null, b: string | null): boolean => {
  if (!a || !b || a === b) return false;
  const [x, y] = [hostOf(a), hostOf(b)];
  if (family === 'TALKS' || family === 'MIL') return x !== y;
  return !(a.includes(b) || b.includes(a) || isWithin(a, b));
};

/**
 * The one of the others that is the same event by what both have become: stricter than for a report, since a name that
 * they share must say so, the same two leaders, or, where nobody is ever named, the very same days.
 */
export const twinOf = (self: Candidate, others: Candidate[]): { id: string; why: string } | null => {
  const { dateBasis, place, id } = self.event;
  const dated = dateBasis.from !== 'publication';
  const mine: Comparable = { signature: self.signature, ...opened(self.event), dated, place };
  const twins = others
    .filter(({ event }) => event.id !== id && gapOf(mine, opened(event)) <= TWIN_GAP)
    .map((other) => ({ id: other.event.id, ...compare(mine, other) }))
    .filter(({ score }) => score >= (UNNAMED.has(self.signature.family) ? JOIN_FROM : TWIN_FROM))
    .sort((a, b) => b.score - a.score || a.id.localeCompare(b.id));
  return twins[0] ?? null;
};

const TWIN_GAP = 2; // days, as for two reports
const TWIN_FROM = 1.5;
/** Families in which reports name the forces of both sides and nobody else. */
const UNNAMED = new Set<MergeSignature['family']>(['EXERCISE', 'PATROL']);

/** How far before and after a report's dates its event may begin (days): a period that began long ago still counts. */
const CANDIDATE_WINDOW = { before: 45, after: 12 } as const;

/** The span of first days under which an event of these dates may lie. */
export const candidateWindow = ({
  eventStart,
  eventEnd,
}: Pick<Comparable, 'eventStart' | 'eventEnd'>): [string, string] => [
  addDays(eventStart, -CANDIDATE_WINDOW.before),
  addDays(eventEnd, CANDIDATE_WINDOW.after),
];
