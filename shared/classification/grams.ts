import type { Field, Reading } from './reading.ts';
import type { Token } from './tokens.ts';

/** A hashed word, pair of words or pair of signs, and where it stands. */
export type Gram = { bucket: number; field: Field['name']; start: number; end: number };

export const BUCKETS = 2 ** 14;
const STEM = 6; // letters of a word that count: most endings fall away
const SUMMARY_TOKENS = 60;

/** What the linear layer sees: words and pairs of the title, words of the summary's beginning; signs in pairs. */
export const gramsOf = ({ title, summary, language }: Reading): Gram[] => {
  const seen = new Set<number>();
  return [
    ...fieldGrams(title, title.tokens.slice(0, 60), 't', true),
    ...fieldGrams(summary, summary.tokens.slice(0, SUMMARY_TOKENS), 's', language === 'zh'),
  ].filter(({ bucket }) => !seen.has(bucket) && seen.add(bucket));
};

const fieldGrams = ({ name }: Field, tokens: Token[], letter: string, pairs: boolean): Gram[] => {
  const words = tokens.filter(({ kind }) => kind !== 'number');
  const seed = hashed(FNV_SEED, letter, 1);
  const found: Gram[] = [];
  const add = (hash: number, from: Token, to: Token) =>
    found.push({ bucket: (hash >>> 0) % BUCKETS, field: name, start: from.start, end: to.end });
  words.forEach((token, at) => {
    const next = words[at + 1];
    const single = hashed(seed, token.key, STEM);
    if (token.kind === 'word') add(single, token, token);
    if (pairs && next) add(hashed(hashed(single, ' ', 1), next.key, STEM), token, next);
  });
  return found;
};

const FNV_SEED = 0x811c9dc5;

/** FNV-1a, carried on from `hash` over the first `most` letters, so that no joined text is made for it. */
const hashed = (hash: number, text: string, most: number): number => {
  let value = hash;
  for (let at = 0; at < text.length && at < most; at++)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value;
};
