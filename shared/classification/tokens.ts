import { simplified } from './traditional.ts';

/**
 * A word, a number, a Han sign, or a mark that phrases never cross. `key` is what the lexicon is asked for: small
 * letters, ё as е, simplified signs. Hyphens, quotes and possessive endings leave no token.
 */
export type Token = { key: string; raw: string; start: number; end: number; kind: TokenKind };
export type TokenKind = 'word' | 'number' | 'han' | 'mark';

const HAN_FROM = 0x3400;
const HAN_TO = 0x9fff;
const SPACE = 32;
const isHan = (code: number): boolean => code >= HAN_FROM && code <= HAN_TO;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0x400 && code <= 0x4ff) ||
  (code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7);

const MARKS = new Set([...',.;:!?|()[]，。；：！？、…（）\n%$€¥']);
const APOSTROPHES = new Set(["'", '’', '`']);

/** Cuts a text into tokens, left to right; offsets are those of the text. */
export const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) at = take(text, at, tokens);
  return tokens;
};

const take = (text: string, at: number, tokens: Token[]): number => {
  const code = text.charCodeAt(at);
  if (isHan(code)) return push(tokens, text, at, at + 1, 'han');
  if (isLetter(code)) return takeWord(text, at, tokens);
  if (isDigit(code)) return push(tokens, text, at, numberEnd(text, at), 'number');
  if (code === SPACE) return at + 1;
  const sign = text[at] ?? '';
  return MARKS.has(sign) ? push(tokens, text, at, at + 1, 'mark') : at + 1;
};

const push = (tokens: Token[], text: string, start: number, end: number, kind: TokenKind): number => {
  const raw = text.slice(start, end);
  tokens.push({ key: keyOf(raw, kind), raw, start, end, kind });
  return end;
};

const keyOf = (raw: string, kind: TokenKind): string =>
  kind === 'han' ? simplified(raw) : kind === 'word' ? plain(raw.toLowerCase()) : raw;

const plain = (word: string): string => (word.includes('ё') ? word.replaceAll('ё', 'е') : word);

const wordEnd = (text: string, from: number): number => {
  let end = from;
  while (end < text.length && isLetter(text.charCodeAt(end))) end++;
  return end;
};

const numberEnd = (text: string, from: number): number => {
  let end = from + 1;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  const point = text[end] === '.' || text[end] === ',';
  return point && isDigit(text.charCodeAt(end + 1)) ? numberEnd(text, end + 1) : end;
};

/** A word; "U.S." is one; a possessive ending is passed over. */
const takeWord = (text: string, at: number, tokens: Token[]): number => {
  if (text[at + 1] === '.' && isLetter(text.charCodeAt(at + 2)) && !isLetter(text.charCodeAt(at + 3)))
    return push(tokens, text, at, at + 3, 'word');
  const end = push(tokens, text, at, wordEnd(text, at), 'word');
  const possessive = APOSTROPHES.has(text[end] ?? '') && /s/i.test(text[end + 1] ?? '');
  return possessive && !isLetter(text.charCodeAt(end + 2)) ? end + 2 : end;
};
