import type { Language } from './verdict.ts';

/**
 * A stretch of the title or the summary that is read on its own. `sub`: it only gives the circumstances (codebook T4).
 * Offsets are those of the field.
 */
export type Clause = { field: 'title' | 'summary'; start: number; end: number; rank: number; sub: boolean };

const TITLE_BREAK = /[;；。！？!]\s*|:\s|：|\s[–—]\s|\s-\s|\s\|\s|\u3000/g;
const SENTENCE_BREAK = /[.!?…]["”’»)]?\s+(?=[\p{Lu}«"“(])|[。！？；]\s*|\n+/gu;
const SUB: Record<Language, RegExp> = {
  en: /(?:^|[,;]? )(?:as|while|after|ahead of|amid|following|before|despite|on the eve of|in the wake of|when|since|though|although)\s/i,
  ru: /(?:^|, )(?:пока|на фоне|после|накануне|в преддверии|перед|несмотря на|вслед за|хотя)\s/i,
  zh: /^在.{2,24}(?:之际|前夕|期间)/,
};

const SENTENCES = 3;

/** Clauses of the title, then the first sentences of the summary. */
export const clausesOf = (title: string, summary: string, language: Language): Clause[] => [
  ...pieces(title, TITLE_BREAK).flatMap(({ start, end }) => titleClauses(title, start, end, language)),
  ...pieces(summary, SENTENCE_BREAK)
    .filter(({ start, end }) => end - start > 8)
    .slice(0, SENTENCES)
    .map(({ start, end }, index) => ({ field: 'summary' as const, start, end, rank: index + 1, sub: false })),
];

const pieces = (text: string, breaks: RegExp): { start: number; end: number }[] => {
  const found: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(breaks)) {
    if (match.index > start) found.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  if (text.length > start) found.push({ start, end: text.length });
  return found;
};

/** Splits off what a word like "after" introduces; at the head of a title it reaches to the comma. */
const titleClauses = (title: string, start: number, end: number, language: Language): Clause[] => {
  const text = title.slice(start, end);
  const marker = SUB[language].exec(text);
  const clause = (from: number, to: number, sub: boolean): Clause => ({
    field: 'title',
    start: start + from,
    end: start + to,
    rank: 0,
    sub,
  });
  if (!marker) return [clause(0, text.length, false)];
  if (marker.index > 0) return [clause(0, marker.index, false), clause(marker.index, text.length, true)];
  const comma = text.search(/[,，]/);
  return comma < 0
    ? [clause(0, text.length, true)]
    : [clause(0, comma, true), clause(comma, text.length, false)];
};
