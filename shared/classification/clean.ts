const AGENCY =
  /AFP|Reuters|\bAP\b|Getty|EPA|TASS|SPUTNIK|POOL|Xinhua|Bloomberg|Shutterstock|Kyodo|Anadolu|Photo by|Image:/i;

/** What feeds leave in and no story is (codebook 4.18): links, datelines, credits. */
const LEFTOVERS = [
  /read full (?:article|story)(?: at \w+\.com)?|continue reading|©[^.]{0,80}/gi,
  /^\s*[A-Z][A-Z .-]{2,24}, (?:[A-Z][a-z]+|[a-z]+) \d{1,2}\. ?\/[^/]{2,40}\//,
  /^[^.]{0,40}\. \/(?:ТАСС|РИА Новости|Интерфакс)\/\.?/i,
  /^(?:原标题：|央视网消息[：:]?|【[^】]{0,20}】|（?新华社[^）)，。]{2,20}电\s?）?|中新(?:社|网)[^，。]{2,24}电|国际在线[^：]{0,20}[：:]|人民网[^，。]{2,20}电)/,
];
const MAYBE = /[(©]|read full|continue reading|\/[TТИ]|^.{0,3}(?:新|原|央|国|人|【|（)/i;

/** The text with such parts blanked out, so that offsets stay. */
export const clean = (text: string): string =>
  MAYBE.test(text) ? LEFTOVERS.reduce((rest, part) => rest.replace(part, blank), withoutCaption(text)) : text;

const BRACKETS = /\([^()]{0,120}\)/g;

const blank = (found: string): string => ' '.repeat(found.length);

/** A photo's caption runs up to its credit in brackets: from the full stop before it, or from the beginning. */
const withoutCaption = (text: string): string => {
  const credit = [...text.matchAll(BRACKETS)].find(([found]) => AGENCY.test(found));
  if (!credit) return text;
  const [open, close] = [credit.index, credit.index + credit[0].length - 1];
  const sentence = text.slice(0, Math.max(0, open - 3)).lastIndexOf('. ') + 1;
  const start = open - sentence > 260 ? open : sentence;
  return text.slice(0, start) + ' '.repeat(close + 1 - start) + text.slice(close + 1);
};
