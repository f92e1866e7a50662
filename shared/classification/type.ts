import { type Act, actsOf } from './acts.ts';
import { EVENT_TYPES } from './event-types.ts';
import typeWeights from './lexicon/type-weights.json' with { type: 'json' };
import type { Mark } from './marks.ts';
import { namesBoth, type Reading } from './reading.ts';
import { typeFeaturesOf } from './type-features.ts';
import type { EventType } from './verdict.ts';

const ORDER = Object.values(EVENT_TYPES).flat() as EventType[];

export type TypeChoice = { type: EventType; runnerUp: EventType | null; ranked: EventType[] };

/** What the rules think of each type: its best place in the report. */
export const handScores = (
  reading: Reading,
  acts: Act[] = actsOf(reading),
): Partial<Record<EventType, number>> => {
  const scores: Partial<Record<EventType, number>> = {};
  for (const act of acts) {
    const type = refine(act.type, reading);
    scores[type] = Math.max(scores[type] ?? 0, weightOf(act) * SPECIFIC[type]);
  }
  if (bothSpeak(reading)) scores.joint_statement = Math.max(scores.joint_statement ?? 0, BOTH_SPEAK);
  return scores;
};

/** The type that the headline is about; among equals the one that stands first in the codebook. */
export const chooseType = (reading: Reading, acts: Act[] = actsOf(reading)): TypeChoice => {
  const hand = handScores(reading, acts);
  const scores = learntScores(hand, typeFeaturesOf(reading));
  const ranked = [...ORDER].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  const type = ranked[0] ?? 'visit';
  return { type, runnerUp: ranked.find((other) => other !== type && hand[other]) ?? null, ranked };
};

type Learnt = Map<string, [EventType, number][]>;
let learnt: Learnt | undefined;

/** Learnt weights by observation: which type, how much; arranged at first use. */
const learntWeights = (): Learnt => {
  learnt ??= new Map(
    Object.entries(typeWeights.weights).map(([name, weights]) => [
      name,
      Object.entries(weights) as [EventType, number][],
    ]),
  );
  return learnt;
};

/** The rules' scores and what labelled items taught of each observation. */
const learntScores = (
  hand: Partial<Record<EventType, number>>,
  features: string[],
): Partial<Record<EventType, number>> => {
  const scores: Partial<Record<EventType, number>> = {};
  const weights = learntWeights();
  for (const type of ORDER) scores[type] = typeWeights.hand * (hand[type] ?? 0);
  for (const name of features)
    for (const [type, weight] of weights.get(name) ?? []) scores[type] = (scores[type] ?? 0) + weight;
  return scores;
};

const BOTH_SPEAK = 0.95;

/** "Russia and China condemn …": with no other act it is a statement of both. */
const bothSpeak = ({ title }: Reading): boolean => {
  const verb = title.marks.find(({ classes }) => classes.includes('SAY'));
  return verb !== undefined && namesBoth(title.marks.filter(({ at }) => at < verb.at));
};

/** Words that name an act outweigh those that name its frame (a meeting, a visit) or only its topic. */
const SPECIFIC: Record<EventType, number> = {
  joint_exercise: 1.9,
  joint_patrol: 1.9,
  arms_transfer: 1.5,
  port_visit: 1.5,
  military_talks: 1.4,
  trade_figures: 1.45,
  energy: 1.15,
  payment_currency: 1.4,
  technology: 1.1,
  infrastructure: 1.15,
  investment: 1.05,
  mobility: 1.3,
  economic_talks: 1.2,
  summit: 1.1,
  visit: 1.15,
  call: 1.6,
  joint_statement: 1.35,
  un_vote: 1.5,
  ministerial_talks: 1.05,
  agreement: 1.15,
  multilateral: 1.2,
  aid: 1.4,
  message: 1.5,
};

const DENIED_WITHIN = 4; // tokens
const DENIED = 0.3;

/** "But hesitates on a gas deal": what somebody shies away from is not what the report is about. */
const isDenied = ({ clause, marks: [first] }: Act): boolean =>
  first !== undefined &&
  clause.marks.some(
    ({ classes, to }) => to <= first.at && first.at - to <= DENIED_WITHIN && classes.includes('DENY'),
  );

const weightOf = (act: Act): number => {
  const { field, clause, near, strength } = act;
  const place = field === 'title' ? (clause.sub ? 0.6 : 1) : 0.55 - clause.rank * 0.08;
  const told = isDenied(act) ? DENIED : 1;
  return told * place * (near === 'both' ? 1.15 : 1) * (0.4 + strength / 5);
};

const idsOf = (marks: Mark[]): string[] => marks.flatMap(({ actors }) => actors.map(({ id }) => id));
const HEAD = /^(RU|CN)\.HEAD$/;
const PREMIER = /^(RU|CN)\.(HEAD|PM)$/;
const ARMED = /^(RU|CN)\.(MOD|MIL)$/;
const onBoth = (ids: string[], pattern: RegExp): boolean =>
  ids.some((id) => id.startsWith('RU.') && pattern.test(id)) &&
  ids.some((id) => id.startsWith('CN.') && pattern.test(id));

/** States that sit down with both: their meetings are of several, not of two. */
const PARTNER = /^THIRD\.(IN|MN|IR|BR|ZA|KZ|PK)$/;
const OF_TWO = new Set<EventType>(['summit', 'ministerial_talks']);

const refine = (type: EventType, reading: Reading): EventType => {
  const refined = byWhoMeets(type, reading);
  const withPartner =
    namesBoth(reading.title.marks) && idsOf(reading.title.marks).some((id) => PARTNER.test(id));
  return OF_TWO.has(refined) && withPartner ? 'multilateral' : refined;
};

/** Meetings, visits and talks are told apart by who takes part (codebook, rules of thumb). */
const byWhoMeets = (type: EventType, { title, summary }: Reading): EventType => {
  const heads = title.marks.some(({ classes }) => classes.includes('HEADS'));
  if (heads && (type === 'summit' || type === 'ministerial_talks')) return 'summit';
  const inTitle = idsOf(title.marks);
  const offices = inTitle.filter((id) => /^(RU|CN)\.(?!STATE|REGION)/.test(id));
  const ids = offices.length > 0 ? inTitle : [...inTitle, ...idsOf(summary.marks)];
  if (type === 'summit') return meetingOf(ids, [...inTitle, ...idsOf(summary.marks)]);
  if (type === 'visit')
    return ids.some((id) => ARMED.test(id)) && !ids.some((id) => HEAD.test(id)) ? 'military_talks' : 'visit';
  if (type === 'ministerial_talks' && onBoth(ids, HEAD)) return 'summit';
  if (type === 'ministerial_talks' && ids.some((id) => ARMED.test(id))) return 'military_talks';
  return type;
};

const meetingOf = (ids: string[], everyone: string[]): EventType => {
  if (ids.some((id) => ARMED.test(id))) return 'military_talks';
  if (onBoth(ids, PREMIER)) return 'summit';
  const minister = ids.some((id) => /^(RU|CN)\.(MFA|SEC|PARL|ENVOY|MVD|PROS|DSEC|SPOX)$/.test(id));
  if (!minister && ids.some((id) => /^(RU|CN)\.(VPM|MIN|FIRM)/.test(id))) return 'economic_talks';
  if (minister) return 'ministerial_talks';
  return onBoth(everyone, PREMIER) || ids.some((id) => PREMIER.test(id)) ? 'summit' : 'ministerial_talks';
};
