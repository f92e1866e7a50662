const AGENCY = '(?:AFP|Reuters|AP|Getty|EPA|TASS|SPUTNIK|POOL|Xinhua|Bloomberg|Shutterstock|Kyodo|Anadolu)';

/** What feeds leave in and no story is (codebook 4.18): captions with their credit, credits, links, datelines. */
const LEFTOVERS = [
  new RegExp(`[^.()]{0,240}(?:\\d{4}|\\b)\\.?\\s?\\([^()]{0,80}${AGENCY}[^()]{0,60}\\)`, 'gi'),
  /read full (?:article|story)(?: at \w+\.com)?|continue reading|©[^.]{0,80}/gi,
  /^\s*[A-Z][A-Z .-]{2,24}, (?:[A-Z][a-z]+|[a-z]+) \d{1,2}\. ?\/[^/]{2,40}\//,
  /^[^.]{0,40}\. \/(?:ТАСС|РИА Новости|Интерфакс)\/\.?/i,
  /^(?:原标题：|央视网消息[：:]?|【[^】]{0,20}】|（?新华社[^）)，。]{2,20}电\s?）?|中新(?:社|网)[^，。]{2,24}电|国际在线[^：]{0,20}[：:]|人民网[^，。]{2,20}电)/,
];
const MAYBE = /[([©]|read full|continue reading|\/[TТИ]|新|网消息|标题|在线|【/i;

/** The text with such parts blanked out, so that offsets stay. */
export const clean = (text: string): string =>
  MAYBE.test(text)
    ? LEFTOVERS.reduce((rest, part) => rest.replace(part, (found) => ' '.repeat(found.length)), text)
    : text;
