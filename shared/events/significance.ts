import type { Actor, EventType } from '../classification/verdict.ts';
import type { EventStatus } from './event.ts';

/** Weight of the kind of act, 0–40: what binds the two most stands highest (the order of PLOVER's cooperation codes). */
const KIND: Record<EventType, number> = {
  summit: 40,
  arms_transfer: 38,
  joint_exercise: 34,
  joint_patrol: 34,
  agreement: 30,
  energy: 28,
  visit: 26,
  joint_statement: 26,
  military_talks: 24,
  un_vote: 22,
  payment_currency: 22,
  technology: 22,
  infrastructure: 20,
  port_visit: 20,
  investment: 18,
  ministerial_talks: 18,
  economic_talks: 16,
  call: 16,
  trade_figures: 14,
  multilateral: 14,
  mobility: 12,
  aid: 12,
  message: 2,
};

const LEVEL: [RegExp, number][] = [
  [/\.HEAD$/, 14],
  [/\.PM$/, 9],
  [/\.(MFA|MOD|VPM|SEC)$/, 6],
  [/\.FIRM\./, 4],
];

/**
 * The published rule that orders top lists, 0–100: kind of act (0–40), level of the highest actor of each side
 * (0–28), independent outlets (0–30, six for each doubling). What is only alleged, denied or called off counts half.
 */
export const significanceOf = (facts: {
  type: EventType;
  status: EventStatus;
  actors: Actor[];
  outlets: number;
}): number => {
  const level = (['RU', 'CN'] as const).reduce((sum, side) => sum + levelOf(facts.actors, side), 0);
  const spread = Math.min(30, 6 * Math.log2(1 + facts.outlets));
  const doubt = ['alleged', 'denied', 'cancelled', 'expected'].includes(facts.status) ? 0.5 : 1;
  const full = facts.type === 'message' ? KIND.message : KIND[facts.type] + level + spread;
  return Math.round(Math.min(100, full * doubt) * 1000) / 1000;
};

const levelOf = (actors: Actor[], side: 'RU' | 'CN'): number =>
  Math.max(
    0,
    ...actors
      .filter((actor) => actor.side === side)
      .map(({ id }) => LEVEL.find(([ids]) => ids.test(id))?.[1] ?? 2),
  );
