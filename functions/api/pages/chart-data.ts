import type { Stretch } from '../../../shared/article/coverage.ts';
import { Category } from '../../../shared/classification/verdict.ts';
import { type EventSummary, Origin } from '../../../shared/events/event.ts';
import { coveredShare, daysOf, periodOf, periodsBetween, type Step } from '../counting.ts';

/** Events of one period by category. */
export type Bar = { period: string; from: string; to: string; covered: number } & Record<Category, number>;

/** One origin's own row of bars: origins are gathered in different ways and never share a stack. */
export type Panel = { origin: Origin; bars: Bar[]; gaps: Days[]; total: number; told: Days | null };
type Days = { from: string; to: string };

export const totalOf = (bar: Bar): number =>
  Category.options.reduce((sum, category) => sum + bar[category], 0);

const barOf = (period: string, events: EventSummary[], coverage: Stretch[]): Bar => {
  const count = (category: Category): number => events.filter((event) => event.category === category).length;
  return {
    period,
    ...daysOf(period),
    covered: coveredShare(period, coverage),
    military: count('military'),
    economic: count('economic'),
    diplomatic: count('diplomatic'),
  };
};

const grouped = (events: EventSummary[], step: Step): Map<string, EventSummary[]> => {
  const groups = new Map<string, EventSummary[]>();
  for (const event of events) {
    const period = periodOf(event.eventStart, step);
    groups.set(period, [...(groups.get(period) ?? []), event]);
  }
  return groups;
};

type Span = { first: string; last: string; step: Step };

/** What each origin does not cover: the stretches of the seed, and the days on which no feed was read. */
export type Coverage = { chronology: readonly Stretch[]; live: readonly Days[] };

const gapsOf = (origin: Origin, { chronology, live }: Coverage): Stretch[] => {
  if (origin === 'article') return [];
  if (origin === 'chronology') return chronology.filter(({ covered }) => !covered);
  return live.map(({ from, to }) => ({ from, to, covered: false, note: '' }));
};

/** A panel for each origin over one span of time; an event that several origins tell stands in each of them. */
export const panelsOf = (
  events: readonly EventSummary[],
  coverage: Coverage,
  { first, last, step }: Span,
  origins: readonly Origin[] = Origin.options,
): Panel[] => {
  const periods = periodsBetween(first, last, step);
  return origins.map((origin) => {
    const own = events.filter((event) => event.origins.includes(origin));
    const gaps = gapsOf(origin, coverage);
    const groups = grouped(own, step);
    const bars = periods.map((period) => barOf(period, groups.get(period) ?? [], gaps));
    return {
      origin,
      bars,
      gaps: within(gaps, first, last),
      total: bars.reduce((sum, bar) => sum + totalOf(bar), 0),
      told: toldBy(own),
    };
  });
};

const toldBy = (events: EventSummary[]): Days | null => {
  const from = events.map(({ eventStart }) => eventStart).sort()[0];
  const to = events
    .map(({ eventEnd }) => eventEnd)
    .sort()
    .at(-1);
  return from && to ? { from, to } : null;
};

const within = (gaps: Stretch[], first: string, last: string): Days[] =>
  gaps
    .filter(({ from, to }) => to >= first && from <= last)
    .map(({ from, to }) => ({ from: from < first ? first : from, to: to > last ? last : to }));

/** The last day of the newest event that the article tells. */
export const articleEndOf = (events: readonly EventSummary[]): EventSummary | null =>
  events
    .filter(({ origins }) => origins.includes('article'))
    .toSorted((a, b) => b.eventStart.localeCompare(a.eventStart))[0] ?? null;

/** One line of marks: events of a kind that the record has in full, as far as its sources go. */
export type Strip = { name: string; events: EventSummary[] };

const hasBothHeads = ({ actors }: EventSummary): boolean =>
  ['RU.HEAD', 'CN.HEAD'].every((head) => actors.some(({ id }) => id === head));

const IN_PERSON = new Set<string>(['summit', 'visit', 'joint_statement']);
const TOOK_PLACE = new Set<string>(['done', 'under way']);

/** Meetings face to face: a visit and the talks or the statement during it are one meeting. */
const meetingsOf = (events: readonly EventSummary[]): EventSummary[] => {
  const inOrder = events
    .filter((event) => IN_PERSON.has(event.type) && hasBothHeads(event))
    .toSorted((a, b) => a.eventStart.localeCompare(b.eventStart) || b.eventEnd.localeCompare(a.eventEnd));
  return inOrder.filter(
    (event, index) => !inOrder.slice(0, index).some(({ eventEnd }) => eventEnd >= event.eventStart),
  );
};

export const stripsOf = (events: readonly EventSummary[]): Strip[] => {
  const held = events.filter(({ status }) => TOOK_PLACE.has(status));
  return [
    { name: 'Leaders meet', events: meetingsOf(held) },
    {
      name: 'Named drills',
      events: held.filter(({ type, series }) => type === 'joint_exercise' && series !== null),
    },
    { name: 'Joint patrols', events: held.filter(({ type }) => type === 'joint_patrol') },
  ];
};

export const seriesOf = (events: readonly EventSummary[]): Strip[] => {
  const names = [...new Set(events.flatMap(({ series }) => series ?? []))];
  return names
    .map((name) => ({
      name,
      events: events
        .filter(({ series }) => series === name)
        .toSorted((a, b) => a.eventStart.localeCompare(b.eventStart)),
    }))
    .toSorted((a, b) => b.events.length - a.events.length || a.name.localeCompare(b.name));
};
