import * as z from 'zod';
import { Category, Language } from '../classification/verdict.ts';
import { EventSummary } from '../events/event.ts';
import { IsoWeek } from './iso-week.ts';

/** A report as a digest names it: the outlet and its headline, never its text. */
export const DigestSource = z.object({
  outlet: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  lang: Language,
});
export type DigestSource = z.infer<typeof DigestSource>;

export const DigestEntry = z.object({
  event: EventSummary,
  sources: z.array(DigestSource).max(10),
  why: z.string().nullable().meta({ description: 'Why it is among the first: computed from stored fields.' }),
  change: z
    .string()
    .nullable()
    .default(null)
    .meta({ description: 'For an older event: what became different this week.' }),
});
export type DigestEntry = z.infer<typeof DigestEntry>;

/** A report of rivalry or quarrel: named, never counted as cooperation. */
export const Friction = DigestSource.extend({ wedge: z.string().nullable() });

/** What the week after the may bring, and why that is expected. */
const Expected = z.object({ id: z.string(), title: z.string(), basis: z.string() });

export const DigestCounts = z.record(Category, z.int().min(0));
export type DigestCounts = z.infer<typeof DigestCounts>;

/** The frozen issue of one ISO week: every mail, retry and web page is made from it, so that all tell the same. */
export const Digest = z
  .object({
    week: IsoWeek,
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    asOf: z.iso.datetime(),
    draft: z.boolean().meta({ description: 'The week was not over; a draft is never kept or sent.' }),
    held: z.string().nullable().meta({ description: 'Why it is not sent, in words; null when it may be.' }),
    top: z.array(DigestEntry).max(5),
    rest: z.array(z.object({ category: Category, entries: z.array(DigestEntry) })),
    moved: z
      .array(DigestEntry)
      .meta({ description: 'Older events whose status or facts changed this week.' }),
    withdrawn: z.array(z.object({ id: z.string(), title: z.string().default(''), reason: z.string() })),
    frictions: z.array(Friction).default([]),
    expected: z.array(Expected).default([]),
    counts: DigestCounts,
    mean: z.record(Category, z.number().min(0)).meta({ description: 'Mean count of the four weeks before.' }),
    meanOver: z.int().min(0).max(4).default(0).meta({ description: 'Issues that the mean rests on.' }),
  })
  .meta({ id: 'Digest' });
export type Digest = z.infer<typeof Digest>;
