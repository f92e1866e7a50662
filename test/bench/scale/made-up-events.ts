import { addDays } from '../../../shared/classification/calendar.ts';
import { EVENT_TYPES } from '../../../shared/classification/event-types.ts';
import { familyOf } from '../../../shared/classification/family.ts';
import { type Actor, categoryOf, type Verdict } from '../../../shared/classification/verdict.ts';
import type { Report } from '../../../shared/events/report.ts';
import { mulberry } from '../figures.ts';

/** One made-up event: what there is of it follows from `n` alone, however many others there are. */
export type MadeUp = { n: number; day: string; rare: boolean; reports: number };

/** Weeks as the live record has them, the same at every size and the newest; all else lies in the years before. */
const USUAL = { from: '2026-01-05', aWeek: 50, weeks: 8, n: 10_000_000 };
const YEARS = { from: '1992-01-01', days: 12_350 }; // to October 2025: no candidate of the usual weeks
const RARE = { every: 40, most: 480 }; // a dozen events, at every size alike

const TYPES = Object.values(EVENT_TYPES).flat();
const LANGS = ['en', 'ru', 'zh'] as const;
const GROUPS = ['state', 'western', 'independent', 'government'] as const;
const PLACES = ['Moscow', 'Beijing', 'Harbin', 'Vladivostok', 'Shanghai', 'Kazan', null] as const;

export const RARE_ACTOR: Actor = { id: 'THIRD.FJ', side: 'THIRD', name: 'Fiji' };
export const RARE_OUTLET = 'The Rare Outlet';

/** So many events, those of the usual weeks last. `usual` is for runs too small for eight of them. */
export const madeUpEvents = (count: number, usual: number = USUAL.aWeek * USUAL.weeks): MadeUp[] => [
  ...Array.from({ length: count - usual }, (_, n) => ofTheYears(n)),
  ...Array.from({ length: usual }, (_, n) => ofUsualWeeks(n)),
];

/** More events the nearer to today, as the record has them. */
export const ofTheYears = (n: number): MadeUp => ({
  n,
  day: addDays(YEARS.from, Math.floor(Math.sqrt(mulberry(n)()) * YEARS.days)),
  rare: n < RARE.most && n % RARE.every === 0,
  reports: 1 + (n % 9),
});

export const ofUsualWeeks = (n: number): MadeUp => ({
  n: USUAL.n + n,
  day: addDays(USUAL.from, Math.floor((n * 7) / USUAL.aWeek)),
  rare: false,
  reports: 1 + (n % 9),
});

/** The `index`-th report of an event, told by an outlet of its own. */
export const reportOf = (event: MadeUp, index: number): Report => {
  const outlet = event.rare && index === 0 ? RARE_OUTLET : `Outlet ${(event.n * 7 + index) % 60}`;
  const at = `${event.day}T${String(6 + index).padStart(2, '0')}:00:00.000Z`;
  return {
    id: `r${(event.n * 100 + index).toString(16).padStart(24, '0')}`,
    sourceId: `made-up-${index}`,
    outlet,
    group: GROUPS[index % GROUPS.length] ?? 'state',
    url: `https://example.org/${event.n}/${index}`,
    title: `${outlet} tells in a headline of the usual length of made-up event number ${event.n}`,
    summary: 'A summary in the length that feeds usually give. '.repeat(6),
    published: at,
    firstSeen: at,
    contentHash: String(index),
    version: 1,
    verdict: verdictOf(event, index),
  };
};

const verdictOf = (event: MadeUp, index: number): Verdict => {
  const random = mulberry(event.n + 1);
  const type = pick(TYPES, random());
  const actors = actorsOf(event, random);
  return {
    ...{ relevant: true, p: 0.95, z: 3, lang: LANGS[index % 3] ?? 'en', category: categoryOf(type) },
    ...{ secondary: [], type, runnerUp: null, status: 'done', track: null, wedge: null, ordinal: null },
    ...{ eventStart: event.day, eventEnd: event.day, grain: 'day', place: pick(PLACES, random()) },
    dateBasis: { from: 'text', text: 'on that day' },
    series: random() < 0.1 ? `Series ${Math.floor(random() * 8)}` : null,
    actors,
    // A key of its own keeps made-up events apart, however near to each other they are.
    signature: {
      family: familyOf(type),
      branch: null,
      principals: actors.map(({ id }) => id),
      key: `made up ${event.n}`,
    },
    evidence: Array.from({ length: 6 }, (_, n) => ({
      ...{ kind: 'trigger' as const, rule: `rule-${n}`, field: 'title' as const },
      ...{ start: n, end: n + 8, text: 'made up words', weight: 0.5 },
    })),
    ...{ lexiconVersion: '1', modelVersion: '1' },
  };
};

const pick = <T>(all: readonly T[], at: number): T => all[Math.floor(at * all.length)] as T;

/** A firm of sixty, few of them often and most of them seldom, beside the two states. */
const actorsOf = ({ rare }: MadeUp, random: () => number): Actor[] => {
  const firm = Math.floor(60 * random() ** 3);
  return [
    { id: 'RU.STATE', side: 'RU', name: 'Russia' },
    { id: 'CN.STATE', side: 'CN', name: 'China' },
    { id: `RU.FIRM.made-up-${firm}`, side: 'RU', name: `Firm number ${firm}` },
    ...(rare ? [RARE_ACTOR] : []),
  ];
};
