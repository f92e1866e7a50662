import * as z from 'zod';
import { Category, Day, Grain } from '../classification/verdict.ts';
import { SeedTelling } from '../events/telling.ts';

/** What the claim is in the article's argument. Only `cooperation` is counted as an event. */
export const ClaimKind = z.enum(['cooperation', 'context', 'statement', 'friction', 'thesis']);

/**
 * What came of checking a claim. A verdict that rests on memory rather than on a source that was read is
 * `not verified`, never `wrong`.
 */
export const ClaimVerdict = z.enum([
  'holds',
  'holds in part',
  'imprecise',
  'incomplete',
  'wrong',
  'interpretation',
  'not verified',
]);

/** A dated claim of the article, in our words, and its check. */
export const Claim = z
  .object({
    id: z.string().regex(/^(\d{1,2}|F\d)$/),
    order: z.int().min(1),
    kind: ClaimKind,
    says: z.string().min(10).max(300),
    told: z.string().max(60).meta({ description: 'How the article dates it.' }),
    start: Day.nullable(),
    end: Day.nullable(),
    grain: Grain.nullable(),
    category: Category.nullable(),
    secondary: z.array(Category).max(2),
    tags: z.array(z.string().max(40)).max(6),
    check: z.object({
      verdict: ClaimVerdict,
      found: z.string().max(500).meta({ description: 'What happened, as far as it was checked.' }),
      sourceUrl: z.string().max(500).nullable(),
    }),
    telling: SeedTelling.omit({
      origin: true,
      ref: true,
      sourceUrl: true,
      category: true,
      secondary: true,
      text: true,
    }).nullable(),
  })
  .refine(
    ({ kind, telling }) => (kind === 'cooperation') === (telling !== null),
    'Claims of cooperation, and only they, tell of an event.',
  )
  .meta({ id: 'Claim' });
export type Claim = z.infer<typeof Claim>;

/** A claim of cooperation as the record takes it. */
export const tellingOf = (claim: Claim): SeedTelling | null =>
  claim.telling && {
    ...claim.telling,
    origin: 'article',
    ref: claim.id,
    text: claim.says,
    sourceUrl: claim.check.sourceUrl,
    category: claim.category ?? 'diplomatic',
    secondary: claim.secondary,
  };
