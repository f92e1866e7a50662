import type { Mark } from './marks.ts';
import type { Field, Reading } from './reading.ts';
import { officeOf } from './shape.ts';

/** What a report's type is learnt from: the word classes and offices of its headline and first sentence. */
export const typeFeaturesOf = ({ title, summary }: Reading): string[] => [
  ...new Set([
    ...fieldFeatures('t', title.marks),
    ...fieldFeatures('s', firstSentence(summary)),
    ...pairOf('t', title.marks),
    ...pairOf('s', firstSentence(summary)),
    ...orderOf(title),
  ]),
];

const firstSentence = ({ clauses }: Field): Mark[] => clauses[0]?.marks ?? [];

const LITTLE = new Set(['WITH', 'TO', 'AND', 'BETWEEN', 'SUB', 'RU', 'CN', 'O.STATE']);

const fieldFeatures = (letter: string, marks: Mark[]): string[] =>
  marks.flatMap(({ classes }) =>
    classes.filter((name) => !LITTLE.has(name)).map((name) => `${letter}:${name}`),
  );

const pairOf = (letter: string, marks: Mark[]): string[] => {
  const best = (side: string): string => {
    const own = marks.filter(({ classes }) => classes.includes(side)).map(officeOf);
    return own.find((office) => office !== 's') ?? own[0] ?? '-';
  };
  return [`${letter}:pair ${[best('RU'), best('CN')].sort().join('+')}`];
};

/** Pairs of neighbouring words of the headline, parties left out: "SIGN DOC", "HOLD TALK". */
const orderOf = ({ marks }: Field): string[] => {
  const words = marks.flatMap(({ classes, actors }) =>
    actors.length > 0 ? [] : classes.filter((name) => !LITTLE.has(name)).slice(0, 1),
  );
  return words.slice(1).map((word, at) => `t:${words[at]} ${word}`);
};
