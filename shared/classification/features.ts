import type { Mention } from './mentions.ts';
import { mentionsOf, names, namesBoth, type Reading, triggersOf } from './reading.ts';
import type { Hit, Trigger } from './triggers.ts';
import type { Evidence } from './verdict.ts';

/** A named observation about a report, and the words that it rests on. Its weight is learnt. */
export type Feature = {
  name: string;
  kind: Evidence['kind'];
  field: 'title' | 'summary';
  start: number;
  end: number;
};

/** Joint military acts count also when a third country tells of them (codebook T4, exception). */
const JOINT_MILITARY = new Set(['joint_patrol', 'joint_exercise']);

const GROUPS: Record<string, string[]> = {
  'joint military': ['joint_exercise', 'joint_patrol'],
  military: ['arms_transfer', 'port_visit', 'military_talks'],
  figures: ['trade_figures'],
  economy: ['energy', 'payment_currency', 'technology', 'infrastructure', 'investment', 'mobility'],
  forum: ['economic_talks', 'multilateral'],
  meeting: ['summit', 'ministerial_talks'],
  visit: ['visit'],
  call: ['call'],
  accord: ['agreement', 'joint_statement'],
  vote: ['un_vote'],
  aid: ['aid'],
  message: ['message'],
};
const groupOf = (type: string): string =>
  Object.keys(GROUPS).find((group) => GROUPS[group]?.includes(type)) ?? type;

export const featuresOf = (reading: Reading): Feature[] => {
  const found = new Map<string, Feature>();
  const add = (feature: Feature): void => {
    if (!found.has(feature.name)) found.set(feature.name, feature);
  };
  for (const feature of [
    ...sideFeatures(reading),
    ...triggerFeatures(reading),
    ...jointMilitaryFeatures(reading),
    ...pairFeatures(reading),
    ...cueFeatures(reading),
  ])
    add(feature);
  return [...found.values()];
};

type At = { start: number; end: number };
const at = (name: string, kind: Feature['kind'], field: Feature['field'], { start, end }: At): Feature => ({
  name,
  kind,
  field,
  start,
  end,
});

/** How the two sides are named. */
const sideFeatures = ({ clauses, mentions, title, summary, language }: Reading): Feature[] => {
  const whole = { start: 0, end: title.length };
  const first = mentions.title.find(({ actor }) => actor.side !== 'THIRD') ?? whole;
  const features = [at(`language ${language}`, 'bias', 'title', { start: 0, end: 0 })];
  const joint = mentions.title.find(({ actor, start }) =>
    mentions.title.some((other) => other.start === start && other.actor.side !== actor.side),
  );
  if (joint) features.push(at('joint word in title', 'actor', 'title', joint));
  const inClause = clauses.some(
    (clause) =>
      clause.field === 'title' &&
      !clause.sub &&
      namesBoth(mentions.title.filter(({ start }) => start >= clause.start && start < clause.end)),
  );
  if (inClause) features.push(at('both sides in one clause of the title', 'actor', 'title', first));
  else if (namesBoth(mentions.title)) features.push(at('both sides in the title', 'actor', 'title', first));
  else if (names(mentions.title, 'RU') || names(mentions.title, 'CN'))
    features.push(at('one side in the title', 'actor', 'title', first));
  else features.push(at('no side in the title', 'actor', 'title', whole));
  if (mentions.title.some(({ actor }) => actor.side === 'THIRD')) {
    const third = mentions.title.find(({ actor }) => actor.side === 'THIRD') ?? whole;
    features.push(at('third party in the title', 'actor', 'title', third));
    if (third.start < (mentions.title.find(({ actor }) => actor.side !== 'THIRD')?.start ?? Infinity))
      features.push(at('third party first', 'actor', 'title', third));
  }
  if (summary === '') features.push(at('no summary', 'bias', 'title', { start: 0, end: 0 }));
  return features;
};

/** Where the words of an act stand in regard to both sides; the best place of each kind counts. */
const triggerFeatures = (reading: Reading): Feature[] => {
  const { clauses, mentions } = reading;
  const wholeTitle = namesBoth(mentions.title);
  const everywhere = namesBoth([...mentions.title, ...mentions.summary]);
  return clauses.flatMap((clause) => {
    const own = mentionsOf(reading, clause);
    const both = namesBoth(own);
    const place =
      clause.field === 'title'
        ? clause.sub
          ? 'a side clause of the title'
          : 'the title'
        : `sentence ${clause.rank}`;
    const near = both
      ? 'beside both sides'
      : clause.field === 'title' && wholeTitle
        ? 'both sides elsewhere in the title'
        : 'one side beside it';
    if (!both && !everywhere) return [];
    if (!both && own.length === 0 && clause.field === 'summary') return [];
    return triggersOf(reading, clause).flatMap((hit) => triggerFeature(hit, place, near));
  });
};

const triggerFeature = (hit: Hit<Trigger>, place: string, near: string): Feature[] => {
  const { item, field } = hit;
  const features = [at(`act (${item.strength}) in ${place}, ${near}`, 'trigger', field, hit)];
  if (place === 'the title' || near === 'beside both sides')
    features.push(at(`${groupOf(item.type)} in ${field}, ${near}`, 'trigger', field, hit));
  return features;
};

/** Told anywhere in the headline or the first two sentences, also from a third country's side (codebook T4, exception). */
const jointMilitaryFeatures = ({ clauses, mentions, triggers }: Reading): Feature[] => {
  const hits = triggers.filter(({ item }) => JOINT_MILITARY.has(item.type));
  const title = hits.find(({ field }) => field === 'title');
  if (title && namesBoth(mentions.title))
    return [at('joint military act and both sides in the title', 'trigger', 'title', title)];
  const early = clauses.find(
    ({ field, rank, start, end }) =>
      field === 'summary' &&
      rank <= 2 &&
      namesBoth(mentions.summary.filter((mention) => mention.start >= start && mention.start < end)) &&
      hits.some((hit) => hit.field === 'summary' && hit.start >= start && hit.start < end),
  );
  const hit = early && hits.find(({ field, start }) => field === 'summary' && start >= early.start);
  return hit
    ? [
        at(
          title
            ? 'joint military act in title and summary'
            : 'joint military act and both sides in the summary',
          'trigger',
          'summary',
          hit,
        ),
      ]
    : [];
};

const OFFICE = /^(RU|CN)\.(HEAD|PM|MFA|MOD|SEC|VPM|PARL|ENVOY|MIL|VP|MVD|PROS|MIN|DSEC|UN)$/;

/** Who is set against whom: two offices, an office in the other's country, two firms. */
const pairFeatures = ({ mentions }: Reading): Feature[] => {
  const features: Feature[] = [];
  for (const field of ['title', 'summary'] as const) {
    const offices = mentions[field].filter(({ actor }) => OFFICE.test(actor.id));
    const first = offices[0];
    if (first && namesBoth(offices))
      features.push(at(`offices of both sides in ${field}`, 'relation', field, first));
    else if (first && namesBoth(mentions[field]))
      features.push(at(`an office beside the other side in ${field}`, 'relation', field, first));
    const firm = mentions[field].find(({ actor }) => actor.id.includes('.FIRM.'));
    if (firm && namesBoth(mentions[field])) features.push(at(`a firm in ${field}`, 'relation', field, firm));
    const force = mentions[field].find(({ actor }) => /\.(NAVY|AIR|FORCES|COASTGUARD)$/.test(actor.id));
    if (force && namesBoth(mentions[field]))
      features.push(at(`forces in ${field}`, 'relation', field, force));
  }
  return features;
};

const isJointMilitary = ({ mentions, triggers }: Pick<Reading, 'mentions' | 'triggers'>): boolean =>
  triggers.some(({ item, field }) => field === 'title' && JOINT_MILITARY.has(item.type)) &&
  namesBoth(mentions.title);

/** What speaks against, and a joint military act that takes the force from some of it. */
const cueFeatures = ({ cues, triggers, mentions, title }: Reading): Feature[] => {
  const jointMilitary = isJointMilitary({ mentions, triggers });
  return cues.flatMap((hit): Feature[] => {
    if (hit.item.id === 'sub') return [];
    const exempt =
      jointMilitary && /^(third_subject|says|alleged|hypo)$/.test(hit.item.id)
        ? ' of a joint military act'
        : '';
    const features = [at(`${hit.item.id} in ${hit.field}${exempt}`, 'cue', hit.field, hit)];
    if (hit.item.id === 'says' && hit.field === 'title')
      features.push(at(`says${oneSpeaks(title, mentions.title, hit)}`, 'cue', 'title', hit));
    return features;
  });
};

/** Only one side stands before the verb: it talks about the other. */
const oneSpeaks = (_title: string, mentions: Mention[], hit: At): string =>
  namesBoth(mentions.filter(({ start }) => start < hit.start)) ? ' by both' : ' by one';
