import { type Clause, clausesOf } from './clauses.ts';
import { clean } from './clean.ts';
import { languageOf } from './language.ts';
import { type Mark, marksIn } from './marks.ts';
import { type Token, tokensOf } from './tokens.ts';
import type { Language, ReportText, Side } from './verdict.ts';

export const LONGEST_TITLE = 300;
export const LONGEST_SUMMARY = 450;
const TODAY = '2026-01-01'; // only where an item has no date at all

export type FieldName = 'title' | 'summary';
/** One field, cut into tokens, phrases and clauses; `text` is what is read, `given` what came. */
export type Field = {
  name: FieldName;
  given: string;
  text: string;
  tokens: Token[];
  marks: Mark[];
  clauses: Clause[];
};

/** Everything found in a report, before anything is decided. Offsets are those of the fields as given. */
export type Reading = {
  title: Field;
  summary: Field;
  language: Language;
  /** Publication day, or null. */
  day: string | null;
};

export const read = ({ title, summary, published, lang }: ReportText): Reading => {
  const head = title.slice(0, LONGEST_TITLE);
  const body = summary.slice(0, LONGEST_SUMMARY);
  const day = /^\d{4}-\d\d-\d\d/.exec(published ?? '')?.[0] ?? null;
  return {
    title: fieldOf('title', head, day ?? TODAY),
    summary: fieldOf('summary', body, day ?? TODAY),
    language: lang ?? languageOf(head.length > 8 ? head : `${head} ${body.slice(0, 100)}`),
    day,
  };
};

const fieldOf = (name: FieldName, given: string, day: string): Field => {
  const text = clean(given);
  const tokens = tokensOf(text);
  const marks = marksIn(tokens, day);
  return { name, given, text, tokens, marks, clauses: clausesOf(name, tokens, marks) };
};

export const fieldsOf = (reading: Reading): [Field, Field] => [reading.title, reading.summary];
export const sideOf = (marks: Mark[], side: Side): boolean =>
  marks.some(({ actors }) => actors.some((actor) => actor.side === side));
export const namesBoth = (marks: Mark[]): boolean => sideOf(marks, 'RU') && sideOf(marks, 'CN');
export const allMarks = ({ title, summary }: Reading): Mark[] => [...title.marks, ...summary.marks];
/** The first mark of each class. */
export const firstOfClass = (marks: Mark[]): Map<string, Mark> => {
  const first = new Map<string, Mark>();
  for (const mark of marks) for (const name of mark.classes) if (!first.has(name)) first.set(name, mark);
  return first;
};
export const hasClass = (marks: Mark[], name: string): Mark | undefined =>
  marks.find(({ classes }) => classes.includes(name));
