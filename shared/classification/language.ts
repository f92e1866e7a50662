import type { Language } from './verdict.ts';

const count = (pattern: RegExp, text: string): number => text.match(pattern)?.length ?? 0;

/** The language by script: a Han character weighs as much as a short word. */
export const languageOf = (text: string): Language => {
  const han = count(/\p{Script=Han}/gu, text) * 2;
  const cyrillic = count(/\p{Script=Cyrillic}/gu, text);
  const latin = count(/[a-z]/gi, text);
  if (han > latin && han > cyrillic) return 'zh';
  return cyrillic > latin / 2 && cyrillic > 0 ? 'ru' : 'en';
};
