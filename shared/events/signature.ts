import type { Actor, EventType, MergeSignature } from '../classification/verdict.ts';

type Family = MergeSignature['family'];

/** The type families that may merge (codebook, "same event", S1). */
const FAMILY: Record<EventType, Family> = {
  joint_exercise: 'EXERCISE',
  joint_patrol: 'PATROL',
  arms_transfer: 'ARMS',
  port_visit: 'MIL',
  military_talks: 'MIL',
  trade_figures: 'TRADE',
  energy: 'DEAL',
  payment_currency: 'DEAL',
  technology: 'DEAL',
  infrastructure: 'DEAL',
  investment: 'DEAL',
  mobility: 'DEAL',
  economic_talks: 'ECON',
  summit: 'TALKS',
  visit: 'TALKS',
  call: 'CALL',
  joint_statement: 'TALKS',
  un_vote: 'VOTE',
  ministerial_talks: 'TALKS',
  agreement: 'TALKS',
  multilateral: 'OTHER',
  aid: 'OTHER',
  message: 'MSG',
};

export const familyOf = (type: EventType): Family => FAMILY[type];

const BRANCH = [
  { branch: 'air', ids: /\.AIR\b|AEROSPACE/ },
  { branch: 'naval', ids: /\.NAVY\b|\.COASTGUARD\b|\.SHIP\b/ },
  { branch: 'land', ids: /\.ARMY\b/ },
] as const;

/** The signature of an event that people coded: reports bring theirs from the classifier. */
export const signatureOf = (
  type: EventType,
  actors: Actor[],
  series: string | null = null,
  ordinal: number | null = null,
): MergeSignature => ({
  family: FAMILY[type],
  branch: BRANCH.find(({ ids }) => actors.some(({ id }) => ids.test(id)))?.branch ?? null,
  principals: actors.map(({ id }) => id),
  key: series ? `${series}${ordinal ? ` ${ordinal}` : ''}` : null,
});
