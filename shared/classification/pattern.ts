import type { Language } from './verdict.ts';

/** Aliases of one thing in the three scripts, as the lexicon files hold them. */
export type Aliases = Record<Language, string[]>;

export const LANGUAGES: Language[] = ['en', 'ru', 'zh'];

/** Latin: whole words. An alias that begins or ends with a sign or an anchor has no word edge there. */
const latin = (alias: string): string => {
  const left = /^[\w(]/.test(alias) && !alias.startsWith('(?:^') ? '(?<![\\w])' : '';
  const right = /[\w)*+?}\]]$/.test(alias) && !alias.endsWith('\\?') ? '(?![\\w])' : '';
  return `${left}(?:${alias})${right}`;
};

/** Cyrillic: `@` stands for any ending. */
const cyrillic = (alias: string): string => `(?<!\\p{L})(?:${alias.replaceAll('@', '\\p{L}*')})(?!\\p{L})`;

const alternatives: Record<Language, (alias: string) => string> = {
  en: latin,
  ru: cyrillic,
  zh: (alias) => `(?:${alias})`,
};

/** One expression for a whole list, or undefined for an empty one. */
export const compile = (aliases: string[], language: Language): RegExp | undefined =>
  aliases.length === 0
    ? undefined
    : new RegExp(aliases.map(alternatives[language]).join('|'), language === 'ru' ? 'giu' : 'gi');

export type Compiled<T> = Record<Language, { item: T; pattern: RegExp }[]>;

/** The items of a lexicon with one expression a language. */
export const compileAll = <T extends Aliases>(items: T[]): Compiled<T> => {
  const of = (language: Language) =>
    items.flatMap((item) => {
      const pattern = compile(item[language], language);
      return pattern ? [{ item, pattern }] : [];
    });
  return { en: of('en'), ru: of('ru'), zh: of('zh') };
};

export type Span = { start: number; end: number; text: string };

/** Every place where an expression matches, left to right. */
export const spansOf = (pattern: RegExp, text: string): Span[] => {
  pattern.lastIndex = 0;
  const found: Span[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push({ start: match.index, end: match.index + match[0].length, text: match[0] });
    if (match[0] === '') pattern.lastIndex++;
  }
  return found;
};
