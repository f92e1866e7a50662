const MONTHS = new Map<string, number>();
for (const [index, names] of [
  'jan january янв января январь gen ene jän januar',
  'feb february фев февраля февраль fév février fev februar',
  'mar march мар марта март mär märz mars',
  'apr april апр апреля апрель avr avril abr',
  'may мая май mai maj mayo',
  'jun june июн июня июнь juin juni',
  'jul july июл июля июль juil juillet juli',
  'aug august авг августа август août aout ago',
  'sep sept september сен сентября сентябрь set',
  'oct october окт октября октябрь okt out',
  'nov november ноя ноября ноябрь',
  'dec december дек декабря декабрь déc dez dic',
].entries()) {
  for (const name of names.split(' ')) MONTHS.set(name, index + 1);
}

/** Minutes east of UTC of the zone names that feeds use (RFC 822 and the common ones beside it). */
const ZONES = new Map(
  Object.entries({
    z: 0,
    ut: 0,
    utc: 0,
    gmt: 0,
    wet: 0,
    bst: 60,
    cet: 60,
    west: 60,
    cest: 120,
    eet: 120,
    sast: 120,
    eest: 180,
    msk: 180,
    мск: 180,
    msd: 240,
    ist: 330,
    hkt: 480,
    sgt: 480,
    awst: 480,
    jst: 540,
    kst: 540,
    aest: 600,
    aedt: 660,
    nzst: 720,
    est: -300,
    edt: -240,
    cst: -360,
    cdt: -300,
    mst: -420,
    mdt: -360,
    pst: -480,
    pdt: -420,
    akst: -540,
    hst: -600,
  }),
);

const LONGEST = 100; // characters; a date never needs more, and every pattern below is linear in them
const DAY_MS = 86_400_000;

type Parts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
  zone: number | null;
};

/**
 * A feed's date as an instant (ISO 8601, UTC), or null where it is none: impossible days, years before 1990 and
 * anything more than a day ahead of `now` are null rather than guessed.
 * @param offset minutes east of UTC for dates that name no zone.
 */
export const feedDate = (raw: string, offset = 0, now = Date.now()): string | null => {
  const text = raw.trim().slice(0, LONGEST);
  const parts = rfc822(text) ?? iso(text) ?? named(text) ?? chinese(text) ?? numeric(text) ?? stamp(text);
  const time = parts && instant(parts, offset);
  // Written so that what is no number at all falls out too.
  const plausible = time !== null && time >= Date.UTC(1990, 0, 1) && time <= now + DAY_MS;
  return plausible ? new Date(time).toISOString() : null;
};

const instant = (parts: Parts, offset: number): number | null => {
  const { year, month, day, hour, minute, second, ms } = parts;
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second > 60) return null;
  if (day > 28 && day > daysIn(year, month)) return null;
  return (
    Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), ms) - (parts.zone ?? offset) * 60_000
  );
};

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const number = (text: string | undefined, fallback = 0): number =>
  text === undefined || text === '' ? fallback : Number(text);

const ISO =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T\s_]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?\s*([\p{L}]+|[+-]\d{1,2}:?\d{0,2})?)?/iu;

/** The form that nearly every RSS feed has, read without searching. */
const RFC822 =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (GMT|UTC|Z|[+-]\d{4})$/;

const SHORT = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec';

const rfc822 = (text: string): Parts | null => {
  const match = RFC822.exec(text);
  if (!match) return null;
  const [, day, month = '', year, hour, minute, second, zone = ''] = match;
  return {
    year: Number(year),
    month: SHORT.indexOf(month) / 4 + 1,
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: number(second),
    ms: 0,
    zone: zone.length === 5 ? east(zone[0], zone.slice(1, 3), zone.slice(3)) : 0,
  };
};

/** Minutes east of UTC. */
const east = (sign: string | undefined, hours: string | undefined, minutes: string | undefined): number =>
  (sign === '-' ? -1 : 1) * (number(hours) * 60 + number(minutes));

const iso = (text: string): Parts | null => {
  const match = /^\d{4}(-|$|\d{4}(T|$))/.test(text) ? ISO.exec(text) : null;
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  return {
    year: number(year),
    month: number(month, 1),
    day: number(day, 1),
    hour: number(hour),
    minute: number(minute),
    second: number(second),
    ms: Math.floor(Number(`0.${fraction ?? 0}`) * 1000),
    zone: zoneOf(zone),
  };
};

const TIME = /(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(?:([ap])\.?m\.?(?![\p{L}]))?\s*(.*)$/iu;

/** `Mon, 20 Mar 2023 10:00:00 +0300`, `March 20, 2023, 10:00 pm EST`, `20 марта 2023, 10:00`. */
const named = (text: string): Parts | null => {
  const words = text.replace(/[,\u00a0]/g, ' ');
  const dayFirst =
    /(?:^|[^\d:])(\d{1,2})(?:st|nd|rd|th)?[\s.-]+(\p{L}{3,10})\.?[\s.-]+(?:г\.?\s*)?(\d{4}|\d{2})(?!\d|:)/iu.exec(
      words,
    );
  const monthFirst =
    /(?:^|\s)(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s+(?:(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:([A-Z]{1,5}|[+-]\d{4})\s+)?)?(\d{4})(?!\d)/iu.exec(
      words,
    );
  if (dayFirst && monthOf(dayFirst[2])) {
    const [all, day, month, year] = dayFirst;
    return {
      ...date(year, month, day),
      ...clock(words.slice(dayFirst.index + all.length) || words.slice(0, dayFirst.index)),
    };
  }
  if (!monthFirst || !monthOf(monthFirst[1])) return null;
  const [all, month, day, time, zone, year] = monthFirst;
  const rest = time ? `${time} ${zone ?? ''}` : words.slice(monthFirst.index + all.length);
  return { ...date(year, month, day), ...clock(rest) };
};

const date = (year: string | undefined, month: string | undefined, day: string | undefined) => ({
  year: fullYear(number(year)),
  month: monthOf(month) ?? 0,
  day: number(day),
});

const monthOf = (name = ''): number | undefined =>
  MONTHS.get(name.toLowerCase()) ?? MONTHS.get(name.toLowerCase().slice(0, 3));
const fullYear = (year: number): number => (year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year);

const clock = (text: string): Pick<Parts, 'hour' | 'minute' | 'second' | 'ms' | 'zone'> => {
  const match = TIME.exec(text);
  if (!match) return { hour: 0, minute: 0, second: 0, ms: 0, zone: zoneOf(text.trim() || undefined) };
  const [, hour, minute, second, half, zone] = match;
  const hours = number(hour);
  const shift = half ? (half.toLowerCase() === 'p' ? (hours % 12) + 12 : hours % 12) : hours;
  return {
    hour: shift,
    minute: number(minute),
    second: number(second),
    ms: 0,
    zone: zoneOf(zone?.trim() || undefined),
  };
};

/** `+03:00`, `GMT+3`, `MSK`, `EST (…)`; null where none is named. */
const zoneOf = (text: string | undefined): number | null => {
  if (!text) return null;
  const match = /([+-])(\d{1,2}):?(\d{2})?/.exec(text);
  if (match) return east(match[1], match[2], match[3]);
  return ZONES.get(/\p{L}+/u.exec(text)?.[0].toLowerCase() ?? '') ?? null;
};

const BEIJING = 480; // minutes east of UTC; dates in Chinese words name no zone
const CHINESE =
  /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?\s*([上下]午|[早晚]上|凌晨|中午|傍晚)?\s*(?:(\d{1,2})\s*[时時点點:：]\s*(?:(\d{1,2})\s*分?)?(?:[:：]?\s*(\d{1,2})\s*秒?)?)?(.*)$/u;

/** `2023年3月20日 18:00`, `2023年3月20日 下午6点`. */
const chinese = (text: string): Parts | null => {
  const match = CHINESE.exec(text);
  if (!match) return null;
  const [, year, month, day, half = '', hour, minute, second, zone] = match;
  const hours = number(hour);
  return {
    year: number(year),
    month: number(month),
    day: number(day),
    hour: /下|晚|中|傍/.test(half) && hours < 12 ? hours + 12 : hours,
    minute: number(minute),
    second: number(second),
    ms: 0,
    zone: zoneOf(zone?.trim()) ?? BEIJING,
  };
};

/** `2023/03/20 10:00`, `20.03.2023 10:00`, `03/20/2023`: day first unless that is impossible or slashes say American. */
const numeric = (text: string): Parts | null => {
  const yearFirst = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)(.*)$/.exec(text);
  if (yearFirst) {
    const [, year, month, day, rest = ''] = yearFirst;
    return { year: number(year), month: number(month), day: number(day), ...clock(rest) };
  }
  const match = /^(?:\p{L}+,?\s+)?(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/u.exec(text);
  if (!match) return null;
  const [, first, mark, second, year, rest = ''] = match;
  const [a, b] = [number(first), number(second)];
  const american = b > 12 || (mark === '/' && a <= 12);
  return { year: fullYear(number(year)), month: american ? a : b, day: american ? b : a, ...clock(rest) };
};

/** Seconds or milliseconds since 1970. */
const stamp = (text: string): Parts | null => {
  if (!/^\d{10}(\d{3})?$/.test(text)) return null;
  const at = new Date(Number(text) * (text.length === 10 ? 1000 : 1));
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    ms: at.getUTCMilliseconds(),
    zone: 0,
  };
};
