/** What one piece of work takes at each size, from the smallest record to the largest. */
export type Growth = {
  name: string;
  units: number[];
  milliseconds: number[];
  /** Why it grows with the record, where it is known to. */
  grows?: string | undefined;
};

/** From the smallest record to the largest. */
export const BARS = { units: 1.2, milliseconds: 1.5 };

/** How many times as much the largest record takes; what takes nothing at the smallest may take nothing. */
export const ratioOf = (values: number[]): number => {
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  return last === first ? 1 : last / first;
};

export type Verdict = { units: number; milliseconds: number; missed: (keyof typeof BARS)[] };

export const verdictOf = (growth: Pick<Growth, 'units' | 'milliseconds'>): Verdict => {
  const ratios = { units: ratioOf(growth.units), milliseconds: ratioOf(growth.milliseconds) };
  const bars = ['units', 'milliseconds'] as const;
  return { ...ratios, missed: bars.filter((bar) => ratios[bar] > BARS[bar]) };
};

/** In a sentence: what misses a bar and why; nothing for what misses none. */
export const missOf = (growth: Growth): string | null => {
  const { missed } = verdictOf(growth);
  if (missed.length === 0) return null;
  const words = missed.map((bar) => (bar === 'units' ? 'units' : 'time')).join(' and ');
  const otherwise = missed.includes('units')
    ? 'nobody knows yet'
    : 'the units stay the same: the embedded store takes longer in a larger file';
  return `${growth.name} misses the bar of ${words}: ${growth.grows ?? otherwise}.`;
};
