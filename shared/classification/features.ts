import { type Act, actsOf } from './acts.ts';
import type { Mark } from './marks.ts';
import {
  allMarks,
  type Field,
  type FieldName,
  fieldsOf,
  hasClass,
  namesBoth,
  type Reading,
  sideOf,
} from './reading.ts';
import { officeOf, shapeOf, type Step } from './shape.ts';
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
  for (const one of [
    ...sideFeatures(reading),
    ...actFeatures(acts),
    ...pairFeatures(reading),
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
  if (third && third.start < (first === NOWHERE ? Infinity : first.start))
    features.push(feature('third party first', 'actor', 'title', third));
  const sentence = summary.clauses[0];
  if (sentence && namesBoth(sentence.marks))
    features.push(feature('both sides in the first sentence', 'actor', 'summary', sentence.marks[0] ?? NOWHERE));
  if (summary.tokens.length < 3) features.push(feature('no summary', 'bias', 'title', NOWHERE));
  return features;
};

/** Where the words of an act stand in regard to both sides; the best place of each kind counts. */
const actFeatures = (acts: Act[]): Feature[] =>
  acts.flatMap(({ type, strength, field, clause, marks, near }) => {
    if (near === 'none') return [];
    const place = field === 'title' ? (clause.sub ? 'a side clause' : 'the title') : `sentence ${clause.rank}`;
    const span = spanOf(marks);
    const features = [feature(`act (${strength}) in ${place}, ${NEAR[near]}`, 'trigger', field, span)];
    if (clause.rank < 3 && strength > 1)
      features.push(feature(`${type} in ${field}, ${NEAR[near]}`, 'trigger', field, span));
    return features;
  });

const NEAR: Record<Act['near'], string> = {
  both: 'beside both sides',
  title: 'both sides in the title',
  one: 'beside one side',
  none: 'beside no side',
};

/** From the first of the words to the last. */
const spanOf = (marks: Mark[]): At => ({
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

const bestOffice = (marks: Mark[], side: 'RU' | 'CN'): Mark | undefined => {
  const own = marks.filter(({ classes }) => classes.includes(side));
  return own.find((mark) => officeOf(mark) !== 's') ?? own[0];
};

const CUES = [
  'OPINION', 'DIGEST', 'HYPO', 'SAY', 'DENY', 'SANCTION', 'SPORT', 'CULTURE', 'HISTORY', 'FRICTION', 'ALLEGED', 'WAR',
  'VIRUS', 'FUTURE', 'ANNOUNCE',
];

/** What speaks against an act, or changes how it is told. */
const cueFeatures = (reading: Reading): Feature[] =>
  fieldsOf(reading).flatMap((field) =>
    CUES.flatMap((name) => {
      const mark = hasClass(field.name === 'title' ? field.marks : (field.clauses[0]?.marks ?? []), name);
      return mark ? [feature(`${name.toLowerCase()} in ${field.name}`, 'cue', field.name, mark)] : [];
    }).concat(questionOf(field)),
  );

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
  return row.flatMap((first, at) =>
    Array.from({ length: most }, (_, more) => row.slice(at, at + more + 1))
      .filter((part, more) => part.length === more + 1 && !(more === 0 && first.symbol === '^'))
      .map((part) =>
        feature(`shape ${part.map(({ symbol }) => symbol).join(' ')}${suffix}`, 'relation', field, {
          start: first.start,
          end: part.at(-1)?.end ?? first.end,
        }),
      ),
  );
};

export const isCandidate = (reading: Reading): boolean => namesBoth(allMarks(reading));
export const namesOne = (marks: Mark[]): boolean => sideOf(marks, 'RU') || sideOf(marks, 'CN');
