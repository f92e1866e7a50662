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
  const gram = (text: string, from: Token, to: Token): Gram => ({
    bucket: hash(`${letter}${text}`),
    field: name,
    start: from.start,
    end: to.end,
  });
  return words.flatMap((token, at) => {
    const next = words[at + 1];
    const single = token.kind === 'word' ? [gram(stem(token), token, token)] : [];
    return pairs && next ? [...single, gram(`${stem(token)} ${stem(next)}`, token, next)] : single;
  });
};

const stem = ({ key }: Token): string => key.slice(0, STEM);

/** FNV-1a, cut to the number of buckets. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0) % BUCKETS;
};
