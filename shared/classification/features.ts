import { type Act, actsOf } from './acts.ts';
import type { Mark } from './marks.ts';
import {
  allMarks,
  type Field,
  type FieldName,
  fieldsOf,
  firstOfClass,
  namesBoth,
  type Reading,
} from './reading.ts';
import { officeOf, type Step, shapeOf } from './shape.ts';
import type { Evidence } from './verdict.ts';

/** A named observation about a report, and the words that it rests on. Its weight is learnt. */
export type Feature = {
  name: string;
  kind: Evidence['kind'];
  field: FieldName;
  start: number;
  end: number;
};

type At = { start: number; end: number };
const feature = (name: string, kind: Feature['kind'], field: FieldName, { start, end }: At): Feature => ({
  name,
  kind,
  field,
  start,
  end,
});

/** Each observation once, at its first place. */
export const featuresOf = (reading: Reading, acts: Act[] = actsOf(reading)): Feature[] => {
  const found = new Map<string, Feature>();
  const [lead, relations] = [leadFeatures(reading, acts), relationFeatures(reading)];
  for (const one of [
    ...sideFeatures(reading),
    ...actFeatures(acts),
    ...bestActFeatures(acts, reading),
    ...jointMilitaryFeatures(reading, acts),
    ...clauseFeatures(reading),
    ...pairFeatures(reading),
    ...clearFeatures(reading, acts, [...relations, ...lead]),
    ...lead,
    ...relations,
    ...cueFeatures(reading),
    ...shapeFeatures(reading),
  ])
    if (!found.has(one.name)) found.set(one.name, one);
  return [...found.values()];
};

const NOWHERE: At = { start: 0, end: 0 };

/** How the two sides are named, and who else is. */
const sideFeatures = ({ title, summary, language }: Reading): Feature[] => {
  const features = [feature(`language ${language}`, 'bias', 'title', NOWHERE)];
  const sides = title.marks.filter(({ actors }) => actors.some(({ side }) => side !== 'THIRD'));
  const first = sides[0] ?? NOWHERE;
  const clause = title.clauses.find(({ marks }) => namesBoth(marks));
  const where = clause
    ? `both sides in one clause of the title${clause.sub ? ', a side clause' : ''}`
    : namesBoth(title.marks)
      ? 'both sides in the title'
      : sides.length > 0
        ? 'one side in the title'
        : 'no side in the title';
  features.push(feature(where, 'actor', 'title', first));
  const third = title.marks.find(({ actors }) => actors.some(({ side }) => side === 'THIRD'));
  if (third && third.start < (first === NOWHERE ? Infinity : first.start) && !tellsOfForces(title.marks))
    features.push(feature('third party first', 'actor', 'title', third));
  const sentence = summary.clauses[0];
  if (sentence && namesBoth(sentence.marks))
    features.push(
      feature('both sides in the first sentence', 'actor', 'summary', sentence.marks[0] ?? NOWHERE),
    );
  if (summary.tokens.length < 3) features.push(feature('no summary', 'bias', 'title', NOWHERE));
  return features;
};

/** A third country that answers both forces is no reason to doubt their act (codebook 4.12). */
const tellsOfForces = (marks: Mark[]): boolean => namesBoth(marks) && marks.some(anyOf(FORCES_AT_WORK));
const FORCES_AT_WORK = new Set(['DRILL', 'PATROL', 'SCRAMBLE']);

/** Where the words of an act stand in regard to both sides; the best place of each kind counts. */
const actFeatures = (acts: Act[]): Feature[] =>
  acts.flatMap(({ type, strength, field, clause, marks, near }) => {
    if (near === 'none') return [];
    const place =
      field === 'title' ? (clause.sub ? 'a side clause' : 'the title') : `sentence ${clause.rank}`;
    const span = spanOf(marks);
    const features = [feature(`act (${strength}) in ${place}, ${NEAR[near]}`, 'trigger', field, span)];
    if (clause.rank < 3 && strength > 1)
      features.push(feature(`${type} in ${field}, ${NEAR[near]}`, 'trigger', field, span));
    return features;
  });

/** The strongest act of the headline and of the first sentence, or that there is none. */
const bestActFeatures = (acts: Act[], { summary }: Reading): Feature[] =>
  (summary.tokens.length < 3 ? (['title'] as const) : (['title', 'summary'] as const)).map((field) => {
    const own = acts.filter((act) => act.field === field && act.clause.rank < 2 && !act.clause.sub);
    const best = own.sort((a, b) => rankOf(b) - rankOf(a))[0];
    return best
      ? feature(
          `best act in ${field}: ${best.strength}, ${NEAR[best.near]}`,
          'trigger',
          field,
          spanOf(best.marks),
        )
      : feature(`no act in ${field}`, 'trigger', field, NOWHERE);
  });

const rankOf = ({ strength, near }: Act): number => strength + { both: 3, title: 2, one: 1, none: 0 }[near];

const JOINT_MILITARY = new Set(['joint_exercise', 'joint_patrol']);

/** Told anywhere in the headline or the first two sentences, also from a third country's side (codebook T4, exception). */
const jointMilitaryFeatures = ({ title, summary }: Reading, acts: Act[]): Feature[] => {
  const military = acts.filter(
    ({ type, strength, clause }) => JOINT_MILITARY.has(type) && strength > 1 && clause.rank < 3,
  );
  const inTitle = military.find(({ field }) => field === 'title');
  const inSummary = military.find(({ field, near }) => field === 'summary' && near === 'both');
  if (inTitle && namesBoth(title.marks) && (inTitle.near === 'both' || inTitle.type === 'joint_patrol'))
    return [feature('joint military act of both in the title', 'trigger', 'title', spanOf(inTitle.marks))];
  const told = inSummary ?? (namesBoth(summary.marks) ? inTitle : undefined);
  return told
    ? [
        feature(
          `joint military act of both in the summary${inTitle ? ' and title' : ''}`,
          'trigger',
          told.field,
          spanOf(told.marks),
        ),
      ]
    : [];
};

const VERBS = new Set(
  'MEET TALK DISCUSS VISIT VISITCN VISITRU HOST INVITE ATTEND CALL SIGN AGREE ISSUE STRENGTH HOLD BEGIN BUILD TRANSFER INVEST GROW VOTE MESSAGE SAY ANNOUNCE DENY SANCTION HYPO FRICTION SCRAMBLE PATROL DRILL'.split(
    ' ',
  ),
);

/** Who stands first in the main clause of the headline, and what the first verb is. */
const clauseFeatures = ({ title }: Reading): Feature[] => {
  const clause = title.clauses.find(
    ({ sub, marks }) => !sub && marks.some(({ actors }) => actors.length > 0),
  );
  if (!clause) return [];
  const subject = clause.marks.find(({ actors }) => actors.length > 0);
  const verb = clause.marks.find(
    ({ classes, at }) => at >= (subject?.to ?? 0) && classes.some((name) => VERBS.has(name)),
  );
  const name = verb?.classes.find((one) => VERBS.has(one)) ?? 'none';
  const both = namesBoth(clause.marks) ? 'both' : namesBoth(title.marks) ? 'apart' : 'one';
  const features = [feature(`first verb ${name}`, 'relation', 'title', verb ?? NOWHERE)];
  features.push(feature(`first verb ${name}, ${both}`, 'relation', 'title', verb ?? NOWHERE));
  if (subject)
    features.push(
      feature(
        `subject ${subjectOf(subject, clause.marks, verb)}, verb ${name}`,
        'relation',
        'title',
        subject,
      ),
    );
  return features;
};

const subjectOf = (subject: Mark, marks: Mark[], verb: Mark | undefined): string => {
  if (subject.classes.includes('THIRD')) return 'third';
  const before = verb ? marks.filter(({ at }) => at < verb.at) : marks;
  return namesBoth(before) ? 'both' : officeOf(subject);
};

const NEAR: Record<Act['near'], string> = {
  both: 'beside both sides',
  title: 'both sides in the title',
  one: 'beside one side',
  none: 'beside no side',
};

/** From the first of the words to the last. */
const spanOf = (marks: At[]): At => ({
  start: Math.min(...marks.map(({ start }) => start)),
  end: Math.max(...marks.map(({ end }) => end)),
});

/** Who is set against whom: two offices, an office and the other's state, two firms. */
const pairFeatures = (reading: Reading): Feature[] =>
  fieldsOf(reading).flatMap((field) =>
    field.clauses
      .filter(({ rank }) => rank < 2)
      .flatMap(({ marks }) => {
        const [ru, cn] = [bestOffice(marks, 'RU'), bestOffice(marks, 'CN')];
        if (!ru || !cn) return [];
        const pair = [officeOf(ru), officeOf(cn)].sort().join('+');
        return [feature(`pair ${pair} in ${field.name}`, 'relation', field.name, spanOf([ru, cn]))];
      }),
  );

const MEETS = new Set(['MEET', 'TALK', 'CALL', 'HOST', 'DISCUSS', 'MESSAGE', 'AWARD']);
const TRAVELS = new Set(['VISIT', 'VISITCN', 'VISITRU', 'INVITE', 'ATTEND']);
const OFFICES = new Set(['O.LEADER', 'O.OFFICIAL']);
const anyOf =
  (names: Set<string>) =>
  (mark: Mark): boolean =>
    mark.classes.some((name) => names.has(name));

/** Offices of both that meet, and an office that travels to the other side: the grammar of most diplomatic acts. */
const relationFeatures = (reading: Reading): Feature[] =>
  fieldsOf(reading).flatMap((field) =>
    field.clauses
      .filter(({ rank }) => rank < 2)
      .flatMap(({ marks, sub }) => {
        const where = `${field.name}${sub ? ', a side clause' : ''}`;
        const offices = marks.filter(anyOf(OFFICES));
        const [meets, travels] = [marks.find(anyOf(MEETS)), marks.find(anyOf(TRAVELS))];
        const first = offices[0];
        if (!first) return [];
        const found: Feature[] = [];
        if (meets && namesBoth(offices))
          found.push(
            feature(`offices of both meet in ${where}`, 'relation', field.name, spanOf([first, meets])),
          );
        const other = first.classes.includes('RU') ? 'CN' : 'RU';
        const there = marks.find(
          ({ classes, at }) => at > first.at && classes.includes(other) && !classes.includes('O.LEADER'),
        );
        if (travels && there)
          found.push(
            feature(
              `an office travels to the other side in ${where}`,
              'relation',
              field.name,
              spanOf([first, travels, there]),
            ),
          );
        return found;
      }),
  );

const AGAINST = [
  'HYPO',
  'DENY',
  'SANCTION',
  'OPINION',
  'ESSAY',
  'READS',
  'FRICTION',
  'SAY',
  'WITHOUT',
  'AGAINST',
  'SEPARATE',
  'ASK',
  'THIRD',
  'SPORT',
  'CULTURE',
  'HISTORY',
  'DIGEST',
];

/** A headline that tells an act of both and holds nothing that speaks against one: most events are told so. */
const clearFeatures = ({ title }: Reading, acts: Act[], told: Feature[]): Feature[] => {
  const first = firstOfClass(title.marks);
  if (AGAINST.some((name) => first.has(name)) || /[?？]/.test(title.text)) return [];
  const clearActs = acts
    .filter(
      ({ field, near, strength, clause }) =>
        field === 'title' && near === 'both' && strength > 2 && !clause.sub,
    )
    .flatMap((act) => [
      feature('a clear act of both in the title', 'trigger', 'title', spanOf(act.marks)),
      feature(`clearly ${act.type}`, 'trigger', 'title', spanOf(act.marks)),
    ]);
  return [...clearActs, ...told.map((one) => ({ ...one, name: `clearly ${one.name}` }))];
};

/** An act that the headline leaves to the lead counts as well (codebook T4); so does one in a bulletin's headline (4.6). */
const leadFeatures = (reading: Reading, acts: Act[]): Feature[] => {
  const inTitle = acts.some(
    ({ field, near, strength, clause }) =>
      field === 'title' && !clause.sub && near === 'both' && strength > 1,
  );
  const lead = acts.filter(
    ({ clause, near, strength }) => clause.rank === 1 && near === 'both' && strength > 2,
  )[0];
  const digest = firstOfClass(reading.title.marks).get('DIGEST');
  const features: Feature[] = [];
  if (digest && inTitle)
    features.push(feature('a bulletin whose headline tells an act', 'cue', 'title', digest));
  if (inTitle || !lead) return features;
  const offices = lead.clause.marks.filter(anyOf(OFFICES));
  const who = namesBoth(offices) ? 'offices of both' : offices.length > 0 ? 'an office' : 'no office';
  features.push(feature(`only the lead tells an act, ${who}`, 'relation', 'summary', spanOf(lead.marks)));
  features.push(feature(`only the lead tells ${lead.type}`, 'relation', 'summary', spanOf(lead.marks)));
  return features;
};

const bestOffice = (marks: Mark[], side: 'RU' | 'CN'): Mark | undefined => {
  const own = marks.filter(({ classes }) => classes.includes(side));
  return own.find((mark) => officeOf(mark) !== 's') ?? own[0];
};

const CUES = [
  'OPINION',
  'DIGEST',
  'HYPO',
  'SAY',
  'DENY',
  'SANCTION',
  'SPORT',
  'CULTURE',
  'HISTORY',
  'FRICTION',
  'ALLEGED',
  'WAR',
  'VIRUS',
  'FUTURE',
  'ANNOUNCE',
  'SEPARATE',
  'READS',
  'ESSAY',
];

/** What speaks against an act, or changes how it is told. */
const cueFeatures = (reading: Reading): Feature[] =>
  fieldsOf(reading).flatMap((field) => {
    const first = firstOfClass(field.name === 'title' ? field.marks : (field.clauses[0]?.marks ?? []));
    const cues = CUES.flatMap((name) => {
      const mark = first.get(name);
      return mark ? [feature(`${name.toLowerCase()} in ${field.name}`, 'cue', field.name, mark)] : [];
    });
    return cues.concat(questionOf(field), leftOut(field));
  });

/** "without China", "against both": a side that stands under such a word takes no part. */
const leftOut = ({ marks, name }: Field): Feature[] =>
  marks.flatMap((mark, at) => {
    const before = marks[at - 1];
    if (name !== 'title' || !before || !mark.actors.some(({ side }) => side !== 'THIRD')) return [];
    const gap = mark.at - before.to;
    if (gap <= 1 && before.classes.includes('WITHOUT'))
      return [feature('a side is left out', 'cue', name, before)];
    if (gap <= 2 && before.classes.includes('AGAINST'))
      return [feature('an act against a side', 'cue', name, before)];
    return [];
  });

const ASKS = /^(?:why|how|what|who|is|are|can|should|does|do|has|which|почему|как|зачем|что|кто)\b/i;
const questionOf = (field: Field): Feature[] => {
  if (field.name !== 'title') return [];
  const asks = ASKS.exec(field.text)?.[0];
  return asks ? [feature('a question word first', 'cue', 'title', { start: 0, end: asks.length })] : [];
};

/** The order of parties and words: which side does what to which. */
const shapeFeatures = ({ title, summary }: Reading): Feature[] => [
  ...grams(shapeOf(title), 3, 'title', ''),
  ...grams(shapeOf({ ...summary, marks: summary.clauses[0]?.marks ?? [] }), 2, 'summary', ' (summary)'),
];

const grams = (steps: Step[], most: number, field: FieldName, suffix: string): Feature[] => {
  const row = [{ symbol: '^', start: 0, end: 0 }, ...steps.slice(0, 24)];
  const found: Feature[] = [];
  row.forEach((first, at) => {
    let [name, start, end] = ['shape', first.start, first.end];
    for (const step of row.slice(at, at + most)) {
      // A question mark comes last among the steps wherever it stands.
      [start, end] = [Math.min(start, step.start), Math.max(end, step.end)];
      name += ` ${step.symbol}`;
      if (step.symbol !== '^') found.push(feature(name + suffix, 'relation', field, { start, end }));
    }
  });
  return found;
};

export const isCandidate = (reading: Reading): boolean => namesBoth(allMarks(reading));
