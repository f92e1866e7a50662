import { addDays, dayOf, daysBetween, lastOfMonth, nearestYear, weekdayOf } from './calendar.ts';
import type { Grain, Language } from './verdict.ts';

/** A date read from text: first and last day, how precise, and the words. Offsets are those of the text given. */
export type ReadDate = {
  eventStart: string;
  eventEnd: string;
  grain: Grain;
  text: string;
  start: number;
  end: number;
};

type Found = Omit<ReadDate, 'text' | 'start' | 'end'> | null;
type Reader = { pattern: RegExp; read(match: RegExpExecArray, at: At): Found };
type At = { published: string; future: boolean; before: string };

const single = (day: string | null): Found => (day ? { eventStart: day, eventEnd: day, grain: 'day' } : null);
const range = (from: string | null, to: string | null): Found =>
  from && to && from <= to && daysBetween(from, to) < 400
    ? { eventStart: from, eventEnd: to, grain: from === to ? 'day' : 'period' }
    : null;
const month = (year: number, number: number): Found => ({
  eventStart: `${year}-${String(number).padStart(2, '0')}-01`,
  eventEnd: lastOfMonth(year, number),
  grain: 'month',
});
const months = (year: number, from: number, to: number): Found =>
  from < 1 || to > 12 || from > to || !(year > 1900)
    ? null
    : {
        eventStart: `${year}-${String(from).padStart(2, '0')}-01`,
        eventEnd: lastOfMonth(year, to),
        grain: from === to ? 'month' : 'period',
      };

/** Month and day, with the year where it is named. */
const dated = (
  year: string | undefined,
  number: number,
  date: string | undefined,
  published: string,
): string | null =>
  year ? dayOf(Number(year), number, Number(date)) : nearestYear(number, Number(date), published);

/** The year of a month named without one: the latest that is not more than two months ahead. */
const yearOfMonth = (number: number, { published }: At): number => {
  const year = Number(published.slice(0, 4));
  return daysBetween(published, `${year}-${String(number).padStart(2, '0')}-01`) > 62 ? year - 1 : year;
};

const EN_MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const EN_SHORT = 'Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec';
const EM = `(${EN_MONTHS}|${EN_SHORT})\\.?`;
const enMonth = (name = ''): number =>
  EN_MONTHS.split('|').findIndex((full) => full.startsWith(name.slice(0, 3))) + 1;
const DASH = '\\s?(?:-|–|—|to|through|and|until)\\s?';
const YEAR = '(?:,?\\s(?:of\\s)?(20\\d\\d|19\\d\\d))?';

const WEEKDAYS = 'Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday'.split('|');
const COMING = /\b(?:will|to (?:visit|meet|hold|travel|start|begin))\b/;
const PAST = /\b(?:last|past|was|were|had|met|held|said|told|\p{L}{2,}ed)\b/u;
/** In English a timetable is told in the present: "heads to Russia on Monday", where what was is told in the past. */
const TIMETABLE =
  /\b(?:heads|travels|flies|arrives|departs|leaves|goes|visits|meets|hosts|opens|begins|starts)\b[^.;:]*$/;
/**
 * A weekday is the last such day up to publication, or the next one for what will happen; beside a verb in the present
 * it is the nearer of the two.
 */
const weekday = (index: number, { published, future: told, before }: At): Found => {
  const back = (weekdayOf(published) - index + 7) % 7;
  const ahead = (7 - back) % 7;
  const coming = COMING.test(before) || (TIMETABLE.test(before) && ahead < back);
  // The day after publication is hardly ever the one six days before, unless the sentence tells of the past.
  const future = told || coming || (ahead === 1 && !PAST.test(before));
  return single(addDays(published, future ? ahead : -back));
};

const EN: Reader[] = [
  {
    pattern: new RegExp(
      `\\b(${EN_MONTHS})\\s?(?:-|–|—|to|through)\\s?(${EN_MONTHS})(?:\\s(20\\d\\d))?\\b(?!\\s\\d)`,
      'g',
    ),
    read: ([, from, to, y], at) =>
      months(y ? Number(y) : yearOfMonth(enMonth(to), at), enMonth(from), enMonth(to)),
  },
  {
    pattern: new RegExp(
      `\\b${EM}\\s(\\d{1,2})(?:st|nd|rd|th)?${DASH}${EM}\\s(\\d{1,2})(?:st|nd|rd|th)?${YEAR}(?!\\d)`,
      'g',
    ),
    read: ([, m, d, n, e, y], { published }) =>
      range(dated(y, enMonth(m), d, published), dated(y, enMonth(n), e, published)),
  },
  {
    pattern: new RegExp(
      `\\b${EM}\\s(\\d{1,2})(?:st|nd|rd|th)?${DASH}(\\d{1,2})(?:st|nd|rd|th)?(?!\\d|:|\\s?%| percent| billion| million)${YEAR}`,
      'g',
    ),
    read: ([, m, d, e, y], { published }) =>
      range(dated(y, enMonth(m), d, published), dated(y, enMonth(m), e, published)),
  },
  {
    pattern: new RegExp(
      `(?<!\\d|\\d[,.])(\\d{1,2})(?:st|nd|rd|th)?${DASH}(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${EM}${YEAR}`,
      'g',
    ),
    read: ([, d, e, m, y], { published }) =>
      range(dated(y, enMonth(m), d, published), dated(y, enMonth(m), e, published)),
  },
  {
    pattern: new RegExp(`\\b${EM}\\s(\\d{1,2})(?:st|nd|rd|th)?(?!\\d|:|\\s?%| percent| billion)${YEAR}`, 'g'),
    read: ([, m, d, y], { published }) => single(dated(y, enMonth(m), d, published)),
  },
  {
    pattern: new RegExp(`(?<!\\d|\\d[,.])(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${EM}${YEAR}`, 'g'),
    read: ([, d, m, y], { published }) => single(dated(y, enMonth(m), d, published)),
  },
  {
    pattern:
      /\bfirst (two|three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2}) months(?: of (20\d\d))?/gi,
    read: ([, count = '', y], at) =>
      months(y ? Number(y) : yearOfMonth(numberWord(count), at), 1, numberWord(count)),
  },
  {
    pattern: /\b(first|second|third|fourth) quarter(?: of (20\d\d))?/gi,
    read: ([, which = '', y], { published }) =>
      quarter(
        ['first', 'second', 'third', 'fourth'].indexOf(which.toLowerCase()),
        Number(y ?? published.slice(0, 4)),
      ),
  },
  {
    pattern: /\bfirst half of (?:the year|(20\d\d))/gi,
    read: ([, y], { published }) => months(Number(y ?? published.slice(0, 4)), 1, 6),
  },
  {
    pattern: new RegExp(
      `\\b(?:in|since|for|[Dd]uring|of|last|early|late|mid-|this)\\s?(?:early |late |mid-)?(${EN_MONTHS})(?:\\s(20\\d\\d|19\\d\\d))?(?!\\s\\d)`,
      'g',
    ),
    read: ([, m, y], at) => month(y ? Number(y) : yearOfMonth(enMonth(m), at), enMonth(m)),
  },
  {
    pattern: new RegExp(`\\b(${EN_MONTHS})(?:'s|’s)?\\s(20\\d\\d|19\\d\\d)\\b`, 'g'),
    read: ([, m, y]) => month(Number(y), enMonth(m)),
  },
  {
    pattern:
      /\bfrom (Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday) (?:to|through|until) (Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b/g,
    read: ([, from = '', to = ''], at) => {
      const start = weekday(WEEKDAYS.indexOf(from), at)?.eventStart ?? null;
      const more = (WEEKDAYS.indexOf(to) - WEEKDAYS.indexOf(from) + 7) % 7;
      return range(start, start && addDays(start, more));
    },
  },
  {
    pattern:
      /\b(?:on|late|early|since|until|from|by)\s(Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b/g,
    read: ([, name = ''], at) => weekday(WEEKDAYS.indexOf(name), at),
  },
  {
    // "Your Tuesday Briefing" is the name of a newsletter.
    pattern:
      /\b(Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b(?! (?:morning |evening )?(?:briefing|newsletter|edition|digest|roundup|papers)\b)/gi,
    read: ([, name = ''], at) =>
      /\b(?:said|told|says|announced|reported)\s(?:\w+\s){0,2}$/i.test(at.before)
        ? null
        : weekday(WEEKDAYS.indexOf(name), at),
  },
  {
    pattern: /\b(today|yesterday|tomorrow)\b/gi,
    read: ([, word = ''], { published }) =>
      single(addDays(published, { today: 0, yesterday: -1, tomorrow: 1 }[word.toLowerCase()] ?? 0)),
  },
  { pattern: /\bnext week\b/gi, read: (_, { published }) => week(published, 1) },
  { pattern: /\b(?:this|the) week\b/gi, read: (_, { published }) => week(published, 0) },
  { pattern: /\blast year\b/gi, read: (_, { published }) => wholeYear(published, -1) },
  { pattern: /\blast month\b/gi, read: (_, { published }) => lastMonth(published) },
  {
    pattern: /\b(?<!period )(?:in|during|for) (20\d\d|19\d\d)\b/g,
    read: ([, y]) => months(Number(y), 1, 12),
  },
  { pattern: /\blast week\b/gi, read: (_, { published }) => week(published, -1) },
  { pattern: /\bnext month\b/gi, read: (_, { published }) => nextMonth(published) },
];

const RU_MONTHS = [
  'январ',
  'феврал',
  'март',
  'апрел',
  'ма',
  'июн',
  'июл',
  'август',
  'сентябр',
  'октябр',
  'ноябр',
  'декабр',
];
const RM =
  '(январ[яеь]|феврал[яеь]|март[аеу]?|апрел[яеь]|ма[яей]|июн[яеь]|июл[яеь]|август[аеу]?|сентябр[яеь]|октябр[яеь]|ноябр[яеь]|декабр[яеь])(?!\\p{L})';
const ruMonth = (name = ''): number => {
  const low = name.toLowerCase();
  const long = RU_MONTHS.findIndex((stem, index) => index !== 4 && low.startsWith(stem));
  return (long >= 0 ? long : 4) + 1;
};
const RY = '(?:\\s(20\\d\\d|19\\d\\d)(?:\\s(?:года|году|г\\.))?)?';
const RU_WEEKDAYS: [RegExp, number][] = [
  [/^воскресен/, 0],
  [/^понедельник/, 1],
  [/^вторник/, 2],
  [/^сред/, 3],
  [/^четверг/, 4],
  [/^пятниц/, 5],
  [/^суббот/, 6],
];

const RU: Reader[] = [
  {
    pattern: new RegExp(`(?<!\\d\\s|\\d)${RM}\\s?[-–—]\\s?${RM}(?:\\s(20\\d\\d))?`, 'giu'),
    read: ([, from, to, y], at) =>
      months(y ? Number(y) : yearOfMonth(ruMonth(to), at), ruMonth(from), ruMonth(to)),
  },
  {
    pattern: new RegExp(`(?:с\\s)?(\\d{1,2})\\s${RM}\\s?(?:по|-|–|—|до)\\s?(\\d{1,2})\\s${RM}${RY}`, 'giu'),
    read: ([, d, m, e, n, y], { published }) =>
      range(dated(y, ruMonth(m), d, published), dated(y, ruMonth(n), e, published)),
  },
  {
    pattern: new RegExp(`(?:с\\s)?(?<!\\d)(\\d{1,2})\\s?(?:по|-|–|—|и)\\s?(\\d{1,2})\\s${RM}${RY}`, 'giu'),
    read: ([, d, e, m, y], { published }) =>
      range(dated(y, ruMonth(m), d, published), dated(y, ruMonth(m), e, published)),
  },
  {
    pattern: new RegExp(`(?<!\\d)(\\d{1,2})(?:-го)?\\s${RM}${RY}`, 'giu'),
    read: ([, d, m, y], { published }) => single(dated(y, ruMonth(m), d, published)),
  },
  {
    pattern: /(?:за|в) (?:первые )?(\p{L}+|\d{1,2}) месяц\p{L}*(?: (20\d\d))?/giu,
    read: ([, count = '', y], at) =>
      ruNumber(count) > 0
        ? months(y ? Number(y) : yearOfMonth(ruNumber(count), at), 1, ruNumber(count))
        : null,
  },
  {
    pattern: /(перв|втор|трет|четверт)\p{L}+ квартал\p{L}*(?: (20\d\d))?/giu,
    read: ([, which = '', y], { published }) =>
      quarter(
        ['перв', 'втор', 'трет', 'четверт'].indexOf(which.toLowerCase()),
        Number(y ?? published.slice(0, 4)),
      ),
  },
  {
    pattern: /перв\p{L}+ полугоди\p{L}*(?: (20\d\d))?/giu,
    read: ([, y], { published }) => months(Number(y ?? published.slice(0, 4)), 1, 6),
  },
  {
    pattern:
      /(?<!\p{L})(?:в|к|с|за) (январе|феврале|марте|апреле|мае|июне|июле|августе|сентябре|октябре|ноябре|декабре|январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)(?:\s(20\d\d|19\d\d))?(?!\p{L})/giu,
    read: ([, m, y], at) => month(y ? Number(y) : yearOfMonth(ruMonth(m), at), ruMonth(m)),
  },
  {
    pattern:
      /(?<!\p{L})(?:во?|со?) (воскресенье|понедельник|вторник|среду|четверг|пятницу|субботу)(?!\p{L})/giu,
    read: ([, name = ''], at) =>
      weekday(RU_WEEKDAYS.find(([stem]) => stem.test(name.toLowerCase()))?.[1] ?? 0, at),
  },
  {
    pattern: /(?<!\p{L})(сегодня|вчера|завтра)(?!\p{L})/giu,
    read: ([, word = ''], { published }) =>
      single(addDays(published, { сегодня: 0, вчера: -1, завтра: 1 }[word.toLowerCase()] ?? 0)),
  },
  { pattern: /на следующей неделе/giu, read: (_, { published }) => week(published, 1) },
  { pattern: /на этой неделе/giu, read: (_, { published }) => week(published, 0) },
  { pattern: /на прошлой неделе/giu, read: (_, { published }) => week(published, -1) },
  { pattern: /в прошлом году|за прошлый год/giu, read: (_, { published }) => wholeYear(published, -1) },
  { pattern: /в прошлом месяце/giu, read: (_, { published }) => lastMonth(published) },
  {
    pattern: /(?<!\p{L})(?:в|за|по итогам) (20\d\d|19\d\d) год/giu,
    read: ([, y]) => months(Number(y), 1, 12),
  },
];

const zhYear = (year: string | undefined, { published }: At): string | undefined => {
  if (year === undefined) return undefined;
  if (year === '今') return published.slice(0, 4);
  return year === '去' ? String(Number(published.slice(0, 4)) - 1) : year;
};
const ZY = '(?:(20\\d\\d|19\\d\\d|今|去)年)?';

/** A day of the month alone: the nearest such day up to publication, or after it for what will happen. */
const bareDay = (date: string | undefined, { published, future }: At): string | null => {
  const step = future ? 1 : -1;
  for (let away = 0; away < 62; away++) {
    const day = addDays(published, away * step);
    if (Number(day.slice(8)) === Number(date)) return day;
  }
  return null;
};

const ZH: Reader[] = [
  {
    pattern: /(?:(20\d\d|今|去)年)?(\d{1,2})月?[-至到—](\d{1,2})月(?:份)?(?!\d)/g,
    read: ([, y, from, to], at) =>
      months(Number(zhYear(y, at) ?? yearOfMonth(Number(to), at)), Number(from), Number(to)),
  },
  {
    pattern: new RegExp(
      `${ZY}(\\d{1,2})月(\\d{1,2})日?\\s?(?:至|到|-|—|－|~|～)\\s?(\\d{1,2})月(\\d{1,2})日`,
      'g',
    ),
    read: ([, y, m, d, n, e], at) =>
      range(
        dated(zhYear(y, at), Number(m), d, at.published),
        dated(zhYear(y, at), Number(n), e, at.published),
      ),
  },
  {
    pattern: new RegExp(`${ZY}(\\d{1,2})月(\\d{1,2})日?\\s?(?:至|到|-|—|－|~|～|、|和)\\s?(\\d{1,2})日`, 'g'),
    read: ([, y, m, d, e], at) =>
      range(
        dated(zhYear(y, at), Number(m), d, at.published),
        dated(zhYear(y, at), Number(m), e, at.published),
      ),
  },
  {
    pattern: new RegExp(`${ZY}(\\d{1,2})月(\\d{1,2})[日号]`, 'g'),
    read: ([, y, m, d], at) => single(dated(zhYear(y, at), Number(m), d, at.published)),
  },
  {
    pattern: /(?:(20\d\d|今|去)年)?前(\d{1,2}|[一二三四五六七八九十]+)个?月/g,
    read: ([, y, count = ''], at) =>
      months(Number(zhYear(y, at) ?? yearOfMonth(zhNumber(count), at)), 1, zhNumber(count)),
  },
  {
    pattern: /(?:(20\d\d|今|去)年)?(?:前|第)([一二三四])(?:个)?季度/g,
    read: ([, y, which = ''], at) =>
      quarter('一二三四'.indexOf(which), Number(zhYear(y, at) ?? at.published.slice(0, 4))),
  },
  {
    pattern: /(?:(20\d\d|今|去)年)?上半年/g,
    read: ([, y], at) => months(Number(zhYear(y, at) ?? at.published.slice(0, 4)), 1, 6),
  },
  {
    pattern: /(?<!\d|月)(\d{1,2})日?(?:至|到|-|—)(\d{1,2})日/g,
    read: ([, d, e], at) => range(bareDay(d, at), bareDay(e, at)),
  },
  {
    pattern: /(?<![\d月第])(\d{1,2})[日号](?!本|元|均|程|常|报|前|内|游)/g,
    read: ([, d], at) => single(bareDay(d, at)),
  },
  {
    pattern: new RegExp(`${ZY}(\\d{1,2})月(?:份|上旬|中旬|下旬|初|底)?(?!\\d)`, 'g'),
    read: ([, y, m], at) =>
      Number(m) > 0 && Number(m) < 13
        ? month(Number(zhYear(y, at) ?? yearOfMonth(Number(m), at)), Number(m))
        : null,
  },
  {
    pattern: /(今天|今日|昨天|昨日|昨晚|明天|明日)/g,
    read: ([, word = ''], { published }) =>
      single(addDays(published, word.startsWith('昨') ? -1 : word.startsWith('明') ? 1 : 0)),
  },
  { pattern: /下周/g, read: (_, { published }) => week(published, 1) },
  { pattern: /本周/g, read: (_, { published }) => week(published, 0) },
  {
    pattern: /(20\d\d|19\d\d|去|今)年(?:全年)?(?![\d一-龥]{0,2}月)/g,
    read: ([, y], at) => (y === '今' ? null : months(Number(zhYear(y, at)), 1, 12)),
  },
];

const WORDS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'];
const numberWord = (word: string): number =>
  /^\d+$/.test(word) ? Number(word) : WORDS.indexOf(word.toLowerCase());
const RU_NUMBERS = [
  '',
  'один',
  'два',
  'три',
  'четыре',
  'пять',
  'шесть',
  'семь',
  'восемь',
  'девять',
  'десять',
  'одиннадцать',
];
const ruNumber = (word: string): number =>
  /^\d+$/.test(word) ? Number(word) : RU_NUMBERS.indexOf(word.toLowerCase());
const zhNumber = (word: string): number =>
  /^\d+$/.test(word)
    ? Number(word)
    : '零一二三四五六七八九十'.indexOf(word[0] ?? '') + (word === '十一' ? 1 : 0);

const quarter = (index: number, year: number): Found =>
  index < 0 ? null : months(year, index * 3 + 1, index * 3 + 3);
const week = (published: string, away: number): Found => {
  const monday = addDays(published, -((weekdayOf(published) + 6) % 7) + away * 7);
  return { eventStart: monday, eventEnd: addDays(monday, 6), grain: 'week' };
};
const wholeYear = (published: string, away: number): Found =>
  months(Number(published.slice(0, 4)) + away, 1, 12);
const lastMonth = (published: string): Found => {
  const [year = 0, number = 1] = published.split('-').map(Number);
  return number === 1 ? month(year - 1, 12) : month(year, number - 1);
};
const nextMonth = (published: string): Found => {
  const [year = 0, number = 1] = published.split('-').map(Number);
  return number === 12 ? month(year + 1, 1) : month(year, number + 1);
};

const READERS: Record<Language, Reader[]> = { en: EN, ru: RU, zh: ZH };
const MOST = 12; // dates in one text

/**
 * Every date named in a text, in the order of its readers: ranges before single days, days before months.
 * A part of the text that one reader took is left alone by the later ones.
 * @param published publication day; @param future whether the act lies ahead.
 */
export const datesIn = (text: string, language: Language, published: string, future: boolean): ReadDate[] => {
  const found: ReadDate[] = [];
  for (const { pattern, read } of READERS[language]) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match && found.length < MOST; match = pattern.exec(text)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const date = read(match, { published, future, before: text.slice(Math.max(0, start - 60), start) });
      if (date) found.push({ ...date, text: match[0].trim(), start, end });
    }
  }
  return found;
};
