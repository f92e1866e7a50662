import * as z from 'zod';
import { Day } from '../classification/verdict.ts';

/** A stretch of time that a source of the record covers, or that none does: drawn as a gap, never as silence. */
export const Stretch = z.object({ from: Day, to: Day, covered: z.boolean(), note: z.string().max(200) });
export type Stretch = z.infer<typeof Stretch>;

/** As the seed has it: the last stretch has no end of its own, it lasts until the feeds were first read. */
export const SeedStretch = Stretch.extend({ to: Day.nullable() }).refine(
  ({ from, to }) => to === null || from <= to,
  { message: 'must not be before "from"', path: ['to'] },
);
export type SeedStretch = z.infer<typeof SeedStretch>;

/** The stretches as of the day on which the feeds were first read; the open one ends on the day before. */
export const closeAt = (stretches: SeedStretch[], liveSince: string): Stretch[] =>
  stretches
    .map((stretch) => ({ ...stretch, to: stretch.to ?? dayBefore(liveSince) }))
    .filter(({ from, to }) => from <= to);

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
