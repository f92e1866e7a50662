import type { Reading } from './reading.ts';

/** The named series that the act belongs to, and its number where the text tells it ("10th joint air patrol"). */
export const seriesOf = ({ title, summary }: Reading): { series: string | null; ordinal: number | null } => {
  const marks = [...title.marks, ...summary.marks.filter(({ start }) => start < 300)];
  const series = marks.find((mark) => mark.series.length > 0)?.series[0] ?? null;
  return { series, ordinal: series ? ordinalIn(`${title.text} ${summary.text.slice(0, 300)}`) : null };
};

const EN_ORDINALS = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth'.split(
  '|',
);
const EN_WORD = new RegExp(`\\b(${EN_ORDINALS.join('|')}) (?:such|joint|time)`, 'i');
const ZH_DIGITS = '零一二三四五六七八九';

const ordinalIn = (text: string): number | null => {
  const digits = /\b(\d{1,3})(?:st|nd|rd|th)\b (?!century|anniversary)/.exec(text)?.[1];
  const cyrillic = /(?<!\d)(\d{1,3})-(?:й|я|е|го|м|ая|ое)(?!\p{L})/u.exec(text)?.[1];
  const word = EN_WORD.exec(text)?.[1]?.toLowerCase();
  const number = digits ?? cyrillic ?? (word ? EN_ORDINALS.indexOf(word) + 1 : zhOrdinal(text));
  return Number(number) > 0 && Number(number) < 200 ? Number(number) : null;
};

/** 第十, 第二十三, 第10. */
const zhOrdinal = (text: string): number => {
  const word = /第([\d一二三四五六七八九十]{1,3})(?:次|届)/.exec(text)?.[1];
  if (!word) return 0;
  if (/^\d+$/.test(word)) return Number(word);
  const [tens = '', ones = ''] = word.includes('十') ? word.split('十') : ['零', word];
  return (tens === '' ? 1 : ZH_DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : ZH_DIGITS.indexOf(ones));
};
