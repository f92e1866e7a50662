import type { Stretch } from '../../shared/article/coverage.ts';
import type { EventSummary } from '../../shared/events/event.ts';

export type Step = 'month' | 'year' | 'decade';

const DAY_MS = 86_400_000;

export const periodOf = (day: string, step: Step): string =>
  step === 'month' ? day.slice(0, 7) : step === 'year' ? day.slice(0, 4) : `${day.slice(0, 3)}0s`;

const lastDayOf = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

/** First and last day of a period. */
export const daysOf = (period: string): { from: string; to: string } => {
  if (period.endsWith('s'))
    return { from: `${period.slice(0, 4)}-01-01`, to: `${period.slice(0, 3)}9-12-31` };
  if (period.length === 4) return { from: `${period}-01-01`, to: `${period}-12-31` };
  const [year = 0, month = 1] = period.split('-').map(Number);
  return { from: `${period}-01`, to: lastDayOf(year, month) };
};

/** Every period from the one of `first` to the one of `last`, those without events included. */
export const periodsBetween = (first: string, last: string, step: Step): string[] => {
  const periods = new Set<string>();
  for (let year = Number(first.slice(0, 4)), month = Number(first.slice(5, 7)); ; month++) {
    if (month > 12) [year, month] = [year + 1, 1];
    const at = `${year}-${String(month).padStart(2, '0')}`;
    if (at > last.slice(0, 7)) return [...periods];
    periods.add(periodOf(at, step));
  }
};

/** The span of a statistic: that of its events, widened to the days asked for as far as the record can reach. */
export const spanOf = (
  events: readonly EventSummary[],
  { from, to }: { from?: string | undefined; to?: string | undefined },
): { first: string; last: string } | null => {
  const days = events.map(({ eventStart }) => eventStart).sort();
  const first = [days[0], from && from >= '1900' ? from : undefined]
    .filter((day) => day !== undefined)
    .sort()[0];
  const last = [days.at(-1), to && to <= '2100' ? to : undefined]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  return first && last && first <= last ? { first, last } : null;
};

/** The share of a period's days that some source covers, from 0 to 1. */
export const coveredShare = (period: string, coverage: readonly Stretch[]): number => {
  const { from, to } = daysOf(period);
  const days = (a: string, b: string): number => Math.max(0, (Date.parse(b) - Date.parse(a)) / DAY_MS + 1);
  const open = coverage
    .filter(({ covered }) => !covered)
    .reduce((sum, gap) => sum + days([gap.from, from].sort()[1] ?? from, [gap.to, to].sort()[0] ?? to), 0);
  return Math.round((1 - Math.min(1, open / days(from, to))) * 1000) / 1000;
};

/** How often each value occurs, most frequent first. */
export const tally = (values: string[]): { value: string; events: number }[] => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, events]) => ({ value, events }))
    .sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1));
};
