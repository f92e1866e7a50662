import { addDays } from '../classification/calendar.ts';

/**
 * The days on which feeds were read. Counts of the live record rest on them: a day on which nothing was read is a gap,
 * not a day without events.
 */
export type ReadingLog = {
  /** Notes that a feed was read on a day (YYYY-MM-DD); to note it again changes nothing. */
  mark(day: string): Promise<void>;
  /** Every day noted, oldest first. */
  days(): Promise<string[]>;
};

type Days = { from: string; to: string };

/**
 * The stretches on whose days nothing was read, each with its first and last day, from the beginning of time up to
 * yesterday: today is not over.
 */
export const unreadStretches = (days: readonly string[], now: Date): Days[] => {
  const today = now.toISOString().slice(0, 10);
  const read = days.filter((day) => day < today);
  const edges = [...read, today];
  return edges
    .map((day, index) => ({
      from: index === 0 ? '0001-01-01' : addDays(read[index - 1] ?? day, 1),
      to: addDays(day, -1),
    }))
    .filter(({ from, to }) => from <= to);
};
