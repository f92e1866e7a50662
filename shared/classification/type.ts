import { type Act, actsOf } from './acts.ts';
import type { Mark } from './marks.ts';
import type { Reading } from './reading.ts';
import { EVENT_TYPES, type EventType } from './verdict.ts';

const ORDER = Object.values(EVENT_TYPES).flat() as EventType[];

export type TypeChoice = { type: EventType; runnerUp: EventType | null; act: Act | undefined; ranked: EventType[] };

/** The type that the headline is about; among equals the one that stands first in the codebook. */
export const chooseType = (reading: Reading, acts: Act[] = actsOf(reading)): TypeChoice => {
  const scores = new Map<EventType, number>();
  const best = new Map<EventType, Act>();
  for (const act of acts) {
    const type = refine(act.type, reading);
    const weight = weightOf(act) * SPECIFIC[type];
    if (weight > (scores.get(type) ?? 0)) {
      scores.set(type, weight);
      best.set(type, act);
    }
  }
  const ranked = [...scores]
    .sort(([a, x], [b, y]) => y - x || ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([type]) => type);
  const type = ranked[0] ?? refine('visit', reading);
  return { type, runnerUp: ranked[1] ?? null, act: best.get(type), ranked };
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

const weightOf = ({ field, clause, near, strength }: Act): number => {
  const place = field === 'title' ? (clause.sub ? 0.6 : 1) : 0.55 - clause.rank * 0.08;
  return place * (near === 'both' ? 1.15 : 1) * (0.4 + strength / 5);
};

const idsOf = (marks: Mark[]): string[] => marks.flatMap(({ actors }) => actors.map(({ id }) => id));
const HEAD = /^(RU|CN)\.HEAD$/;
const PREMIER = /^(RU|CN)\.(HEAD|PM)$/;
const ARMED = /^(RU|CN)\.(MOD|MIL)$/;
const onBoth = (ids: string[], pattern: RegExp): boolean =>
  ids.some((id) => id.startsWith('RU.') && pattern.test(id)) &&
  ids.some((id) => id.startsWith('CN.') && pattern.test(id));

/** Meetings, visits and talks are told apart by who takes part (codebook, rules of thumb). */
const refine = (type: EventType, { title, summary }: Reading): EventType => {
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
