import type { Mark } from './marks.ts';
import type { Field } from './reading.ts';

/** One step of a headline's shape: a symbol free of language, and the words it stands for. */
export type Step = { symbol: string; start: number; end: number };

const NEIGHBOURS = /^THIRD\.(IR|MN|KP|KZ|IN|BR|ZA|UZ|KG|TJ|PK|BY|VN|VE|CU|RS|AF|SY|MM|ID|TH)$/;
const OFFICES: [string, string][] = [
  ['O.HEAD', 'h'],
  ['O.PM', 'h'],
  ['O.OFFICIAL', 'o'],
  ['O.UN', 'o'],
  ['O.SPOX', 'x'],
  ['O.FORCE', 'm'],
  ['O.FIRM', 'f'],
  ['O.REGION', 'r'],
];

/**
 * A text as a row of symbols: the side named first is A, the other B, both in one word AB, a third party T (N: a neighbour
 * or partner of both); words by their class. "Xi hosts Putin", "Путин принял Си" and "习近平会见普京" have one shape.
 */
export const shapeOf = ({ marks, tokens, text }: Field, until = marks.length): Step[] => {
  const letters = new Map<string, string>();
  const steps: Step[] = [];
  const letterOf = (side: string): string => {
    const known = letters.get(side);
    if (known) return known;
    const letter = letters.size === 0 ? 'A' : 'B';
    letters.set(side, letter);
    return letter;
  };
  for (const mark of marks.slice(0, until)) {
    const symbol = symbolOf(mark, letterOf);
    const last = steps.at(-1);
    if (!symbol) continue;
    if (last && last.symbol === symbol) last.end = mark.end;
    else steps.push({ symbol, start: mark.start, end: mark.end });
  }
  const question = tokens.findLast(({ key }) => key === '?' || key === '？');
  if (question) steps.push({ symbol: 'Q', start: question.start, end: Math.min(question.end, text.length) });
  return steps;
};

const symbolOf = ({ actors, classes }: Mark, letterOf: (side: string) => string): string => {
  const sides = [...new Set(actors.map(({ side }) => side))];
  if (sides.includes('RU') && sides.includes('CN')) return 'AB';
  const side = sides.find((one) => one !== 'THIRD');
  if (side) return letterOf(side);
  const third = actors[0];
  if (third) return NEIGHBOURS.test(third.id) ? 'N' : 'T';
  return classes.find((name) => !name.startsWith('O.')) ?? '';
};

/** The office a side is named by, beside its letter: Ah, Bo, Af. */
export const officeOf = ({ classes }: Mark): string =>
  OFFICES.find(([name]) => classes.includes(name))?.[1] ?? 's';
