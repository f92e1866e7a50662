import places from './lexicon/places.json' with { type: 'json' };
import series from './lexicon/series.json' with { type: 'json' };
import { type Aliases, type Compiled, compileAll, spansOf } from './pattern.ts';
import type { EventType, Language } from './verdict.ts';

type Named = Aliases & { name: string };

let compiled: { places: Compiled<Named>; series: Compiled<Named> } | undefined;
const lexicon = () => {
  compiled ??= { places: compileAll(places.places as Named[]), series: compileAll(series.series as Named[]) };
  return compiled;
};

const NOWHERE = new Set<EventType>(['call', 'trade_figures', 'message', 'un_vote']);
const AT: Record<Language, RegExp> = {
  en: /\b(?:in|at|near|off|over|to|visits?|through|into)\s+(?:the\s+)?$/i,
  ru: /(?:^|\s)(?:в|во|у|над|близ|около|из)\s+$/i,
  zh: /(?:在|赴|抵达|访问|于)$/,
};
const SEA = /Sea|Ocean|Gulf|Mediterranean|Pacific/;

/** Where the act happens: a place after a word of place first, else a sea for joint military acts. */
export const placeOf = (
  type: EventType,
  title: string,
  summary: string,
  language: Language,
): string | null => {
  if (NOWHERE.has(type)) return null;
  const military = type === 'joint_exercise' || type === 'joint_patrol';
  for (const text of [title, summary.slice(0, 300)]) {
    const named = lexicon().places[language].flatMap(({ item, pattern }) =>
      spansOf(pattern, text).map((span) => ({ name: item.name, ...span })),
    );
    const wanted = named
      .filter(({ name }) => !military || SEA.test(name) || /South Africa/.test(name))
      .sort((a, b) => a.start - b.start);
    const placed = wanted.find(({ start }) => AT[language].test(text.slice(0, start)));
    const found = placed ?? (military ? wanted[0] : undefined);
    if (found) return found.name;
  }
  return null;
};

/** The named series that the act belongs to, and its number where the text tells it ("10th joint air patrol"). */
export const seriesOf = (
  title: string,
  summary: string,
  language: Language,
): { series: string | null; ordinal: number | null } => {
  const text = `${title} ${summary.slice(0, 300)}`;
  const named = lexicon().series[language].find(({ pattern }) => spansOf(pattern, text).length > 0);
  return { series: named?.item.name ?? null, ordinal: named ? ordinalIn(text, language) : null };
};

const EN_ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
];
const ZH_DIGITS = '零一二三四五六七八九';

const ordinalIn = (text: string, language: Language): number | null => {
  const number =
    language === 'zh'
      ? zhOrdinal(text)
      : language === 'ru'
        ? Number(/(\d{1,3})-(?:й|я|е|го|м)(?!\p{L})/u.exec(text)?.[1])
        : enOrdinal(text);
  return Number.isInteger(number) && number > 0 && number < 200 ? number : null;
};

const enOrdinal = (text: string): number => {
  const digits = /\b(\d{1,3})(?:st|nd|rd|th)\b (?!century|anniversary)/.exec(text)?.[1];
  return digits
    ? Number(digits)
    : EN_ORDINALS.indexOf(
        /\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth) (?:such|joint|time)/i
          .exec(text)?.[1]
          ?.toLowerCase() ?? '',
      ) + 1;
};

/** 第十, 第二十三, 第10. */
const zhOrdinal = (text: string): number => {
  const word = /第([\d一二三四五六七八九十]{1,3})(?:次|届)/.exec(text)?.[1];
  if (!word) return 0;
  if (/^\d+$/.test(word)) return Number(word);
  const [tens = '', ones = ''] = word.includes('十') ? word.split('十') : ['零', word];
  return (tens === '' ? 1 : ZH_DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : ZH_DIGITS.indexOf(ones));
};
