import * as z from 'zod';
import { Category, Day, EventType, Grain } from '../classification/verdict.ts';
import { SeedTelling } from '../events/telling.ts';

/** What a claim is: acts of cooperation become events, the rest stays beside the timeline. */
export const ClaimKind = z
  .enum(['cooperation', 'context', 'statement', 'thesis', 'friction'])
  .meta({ id: 'ClaimKind' });
export type ClaimKind = z.infer<typeof ClaimKind>;

/**
 * How a claim stands beside the sources. What rests on memory alone is `not verified`, never wrong; `interpretation`
 * is the article's reading of facts, which no source can settle; `open` is for the record to test.
 */
export const ClaimVerdict = z
  .enum([
    'holds',
    'holds, loosely put',
    'holds in part',
    'does not hold',
    'not verified',
    'interpretation',
    'open',
  ])
  .meta({ id: 'ClaimVerdict' });
export type ClaimVerdict = z.infer<typeof ClaimVerdict>;

/** First and last day, as precisely as the source allows. */
export const ClaimDate = z.object({ start: Day, end: Day, grain: Grain });
export type ClaimDate = z.infer<typeof ClaimDate>;

const ClaimCheck = z.object({
  verdict: ClaimVerdict,
  whatHappened: z.string().min(1).max(600),
  sourceUrl: z.url({ protocol: /^https?$/ }).nullable(),
  unverified: z
    .string()
    .max(200)
    .nullable()
    .meta({ description: 'Which part rests on memory and was not read in a source.' }),
});

/** The parts of the event that the claim does not say itself. */
const ClaimEvent = SeedTelling.pick({
  title: true,
  status: true,
  place: true,
  actors: true,
  series: true,
  ordinal: true,
  joins: true,
});

/** A claim of the article, in our words, with its check. */
export const Claim = z
  .object({
    id: z.string().regex(/^F?[1-9][0-9]?$/),
    order: z.int().min(1).meta({ description: 'Its place in the article.' }),
    kind: ClaimKind,
    says: z.string().min(1).max(300),
    when: z.string().min(1).max(80).meta({ description: 'How the article dates it, in our words.' }),
    date: ClaimDate.nullable().meta({ description: 'When it really was.' }),
    category: Category.nullable(),
    secondary: z.array(Category).max(2),
    type: EventType.nullable(),
    tags: z.array(z.string().max(40)).max(8),
    wedge: z
      .string()
      .max(40)
      .nullable()
      .meta({ description: 'For frictions: the issue that divides the two.' }),
    check: ClaimCheck,
    event: ClaimEvent.nullable().meta({ description: 'For cooperation: the event that it tells of.' }),
  })
  .meta({ id: 'Claim' });
export type Claim = z.infer<typeof Claim>;
