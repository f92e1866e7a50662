import actorsFile from '../classification/lexicon/actors.json' with { type: 'json' };
import placesFile from '../classification/lexicon/places.json' with { type: 'json' };
import { simplified } from '../classification/traditional.ts';

/** What one stretch of a query may occur as: itself, or the English names that the record keeps for it. */
export type SearchTerm = string[];

/** Letters without accents, small: what is compared with what. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** A name of the lexicon in Russian or Chinese: its words, of which one with * stands for any ending. */
type Form = { words: string[]; name: string };
type Named = { name: string; ru: string[]; zh: string[] };

const formsOf = (list: Named[]): Form[] =>
  list.flatMap(({ name, ru, zh }) =>
    [...ru, ...zh].map((form) => ({ words: fold(form.replace(/^=/, '')).split(' '), name: fold(name) })),
  );

/** Arranged at the first query. Places go before parties: a capital is a city here, not the state that sits there. */
let lists: Form[][] | undefined;
const listsOf = (): Form[][] => {
  lists ??= [placesFile.places, actorsFile.actors.filter(({ side }) => side !== 'NONE')].map(formsOf);
  return lists;
};

const LONGEST = 4; // words of a name
const MOST_REMEMBERED = 200;
const remembered = new Map<string, SearchTerm[]>();

/**
 * The terms of a query, all of which an event must hold. Titles, actors and places are kept in English; a name in
 * Cyrillic or Han script stands for the English one that the classifier's lexicon gives it.
 */
export const searchTerms = (q: string): SearchTerm[] => {
  const known = remembered.get(q);
  if (known) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const terms = termsOf(fold(q).split(/\s+/u).filter(Boolean));
  remembered.set(q, terms);
  return terms;
};

/** The longest names first, left to right; a word that is no name stands for itself. */
const termsOf = (words: string[]): SearchTerm[] => {
  const terms: SearchTerm[] = [];
  for (let at = 0; at < words.length; ) {
    const { names, length } = nameAt(words.slice(at, at + LONGEST));
    terms.push([words.slice(at, at + length).join(' '), ...names]);
    at += length;
  }
  return terms;
};

const nameAt = (words: string[]): { names: string[]; length: number } => {
  for (let length = words.length; length > 0; length--) {
    const names = namesOf(words.slice(0, length));
    if (names.length > 0) return { names, length };
  }
  return { names: [], length: 1 };
};

const LATIN = /^[\p{Script=Latin}\p{N}\p{P}]+$/u;

const namesOf = (given: string[]): string[] => {
  if (given.every((word) => LATIN.test(word))) return [];
  const words = given.map((word) => [...word].map(simplified).join(''));
  for (const list of listsOf()) {
    const found = list.filter((form) => fits(form.words, words));
    if (found.length > 0) return [...new Set(found.map(({ name }) => name))];
  }
  return [];
};

const fits = (form: string[], words: string[]): boolean =>
  form.length === words.length &&
  form.every((part, at) =>
    part.endsWith('*') ? words[at]?.startsWith(part.slice(0, -1)) : part === words[at],
  );
