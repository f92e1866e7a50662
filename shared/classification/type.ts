import type { Mention } from './mentions.ts';
import { mentionsOf, namesBoth, type Reading } from './reading.ts';
import type { Hit, Trigger } from './triggers.ts';
import { EVENT_TYPES, type EventType } from './verdict.ts';

const ORDER = Object.values(EVENT_TYPES).flat() as EventType[];

export type TypeChoice = { type: EventType; runnerUp: EventType | null; hit: Hit<Trigger> | undefined };

/** The type that the headline is about; among equals the one that stands first in the codebook. */
export const chooseType = (reading: Reading): TypeChoice => {
  const scores = new Map<EventType, number>();
  const best = new Map<EventType, Hit<Trigger>>();
  for (const hit of reading.triggers) {
    const type = refine(hit.item.type, reading, hit);
    const weight = weightOf(reading, hit) * SPECIFIC[hit.item.type];
    if (weight > (scores.get(type) ?? 0)) {
      scores.set(type, weight);
      best.set(type, hit);
    }
  }
  const ranked = [...scores]
    .sort(([a, x], [b, y]) => y - x || ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([type]) => type);
  const type = ranked[0] ?? refine('visit', reading, undefined);
  return { type, runnerUp: ranked[1] ?? null, hit: best.get(type) };
};

/** Words that name an act outweigh those that name its frame (a meeting, a visit) or only its topic. */
const SPECIFIC: Record<EventType, number> = {
  joint_exercise: 1.9,
  joint_patrol: 1.9,
  arms_transfer: 1.4,
  port_visit: 1.5,
  military_talks: 1.4,
  trade_figures: 1.45,
  energy: 1.05,
  payment_currency: 1.4,
  technology: 1.05,
  infrastructure: 1.25,
  investment: 1.1,
  mobility: 1.3,
  economic_talks: 1.3,
  summit: 1.1,
  visit: 1.15,
  call: 1.6,
  joint_statement: 1.3,
  un_vote: 1.5,
  ministerial_talks: 1,
  agreement: 1.2,
  multilateral: 1.2,
  aid: 1.4,
  message: 1.55,
};

const weightOf = (reading: Reading, hit: Hit<Trigger>): number => {
  const clause = reading.clauses.find(
    ({ field, start, end }) => field === hit.field && hit.start >= start && hit.end <= end,
  );
  const place = hit.field === 'title' ? (clause?.sub ? 0.6 : 1) : clause ? 0.55 - clause.rank * 0.08 : 0.2;
  const near = clause && namesBoth(mentionsOf(reading, clause)) ? 1.15 : 1;
  return place * near * (0.7 + hit.item.strength / 10);
};

const idsOf = (mentions: Mention[]): string[] => mentions.map(({ actor }) => actor.id);
const HEAD = /^(RU|CN)\.HEAD$/;
const PREMIER = /^(RU|CN)\.(HEAD|PM)$/;
const ARMED = /^(RU|CN)\.(MOD|MIL|FORCES)$/;
const side = (ids: string[], pattern: RegExp, prefix: string): boolean =>
  ids.some((id) => id.startsWith(prefix) && pattern.test(id));
const onBoth = (ids: string[], pattern: RegExp): boolean =>
  side(ids, pattern, 'RU.') && side(ids, pattern, 'CN.');

/** Meetings, visits and talks are told apart by who takes part (codebook, rules of thumb). */
const refine = (type: EventType, { mentions }: Reading, hit: Hit<Trigger> | undefined): EventType => {
  const title = idsOf(mentions.title);
  const ids = title.length > 1 ? title : [...title, ...idsOf(mentions.summary)];
  if (type === 'summit') return meetingOf(ids);
  if (type === 'visit')
    return ids.some((id) => ARMED.test(id)) && !ids.some((id) => HEAD.test(id)) ? 'military_talks' : 'visit';
  if (type === 'ministerial_talks' && onBoth(ids, HEAD)) return 'summit';
  if (type === 'ministerial_talks' && hit && ids.some((id) => ARMED.test(id))) return 'military_talks';
  return type;
};

const meetingOf = (ids: string[]): EventType => {
  if (ids.some((id) => ARMED.test(id))) return 'military_talks';
  if (onBoth(ids, PREMIER)) return 'summit';
  const minister = ids.some((id) => /^(RU|CN)\.(MFA|SEC|PARL|ENVOY|MVD|PROS|DSEC|SPOX)$/.test(id));
  if (!minister && ids.some((id) => /^(RU|CN)\.(VPM|MIN|FIRM)/.test(id))) return 'economic_talks';
  return !minister && ids.some((id) => PREMIER.test(id)) ? 'summit' : 'ministerial_talks';
};
