import type { Actor, EventType, MergeSignature } from './verdict.ts';

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

const BRANCHES = [
  { branch: 'air', ids: /\.AIR$/ },
  { branch: 'naval', ids: /\.(NAVY|COASTGUARD)$/ },
] as const;

const AIR =
  /bomber|warplane|aircraft|jets?\b|air (?:patrol|drill|force|defen)|airspace|ADIZ|scramble|авиац|бомбардировщ|ракетоносц|самолет|воздушн|истребител|空中|军机|轰-?6|防空识别|飞行/iu;
const NAVAL =
  /naval|navy|warship|fleet|ships?\b|sea\b|maritime|vessel|submarine|морск|корабл|флот|вмф|вмс|судн|海军|海上|舰|海域/iu;

/** Air or naval, from the units named or from the words. */
export const branchOf = (type: EventType, actors: Actor[], text: string): MergeSignature['branch'] => {
  if (type !== 'joint_patrol' && type !== 'joint_exercise' && type !== 'port_visit') return null;
  const unit = BRANCHES.find(({ ids }) => actors.some(({ id }) => ids.test(id)))?.branch;
  if (unit) return unit;
  const [air, naval] = [AIR.test(text), NAVAL.test(text)];
  return air === naval ? null : air ? 'air' : 'naval';
};
