import * as z from 'zod';
import { Day } from '../classification/verdict.ts';
import { Origin } from '../events/event.ts';

/** A stretch of days, both ends included. */
export const Stretch = z
  .object({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to, { message: 'must end no earlier than it starts', path: ['to'] });

/** Days on which an origin looked, so that few events there are few events. */
export const Span = Stretch.safeExtend({ origin: Origin, label: z.string().min(1).max(120) });
export type Span = z.infer<typeof Span>;

/** Days that no source covers: what is missing there is unknown, and must not be drawn as silence. */
export const Gap = Stretch.safeExtend({ why: z.string().min(1).max(200) });
export type Gap = z.infer<typeof Gap>;

/** What the seed covers and what it does not. */
export const Coverage = z.object({ spans: z.array(Span), gaps: z.array(Gap) }).meta({ id: 'Coverage' });
export type Coverage = z.infer<typeof Coverage>;
