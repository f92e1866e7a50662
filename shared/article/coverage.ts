import * as z from 'zod';
import { Day } from '../classification/verdict.ts';

/** A stretch of time that a source of the record covers, or that none does: drawn as a gap, never as silence. */
export const Stretch = z.object({ from: Day, to: Day, covered: z.boolean(), note: z.string().max(200) });
export type Stretch = z.infer<typeof Stretch>;
