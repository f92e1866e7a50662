import * as z from 'zod';
import { Category, Day, Grain } from '../classification/verdict.ts';
import { SeedTelling } from '../events/telling.ts';

/** What the claim is in the article's argument. Only `cooperation` is counted as an event. */
export const ClaimKind = z.enum(['cooperation', 'context', 'statement', 'friction', 'thesis']);

/**
 * What came of checking a claim. A verdict that rests on memory rather than on a source that was read is
 * `not verified`, never `wrong`; `open` is for the record to test.
 */
export const ClaimVerdict = z.enum([
  'holds',
  'holds in part',
  'imprecise',
  'incomplete',
  'wrong',
  'interpretation',
  'not verified',
  'open',
]);

const ClaimCheck = z.object({
  verdict: ClaimVerdict,
  found: z.string().max(500).meta({ description: 'What happened, as far as it was checked.' }),
  sourceUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  unverified: z
    .string()
    .max(200)
    .nullable()
    .meta({ description: 'The part that rests on memory and was read in no source.' }),
});

/** The event of a claim; what the claim itself says of it is not said twice. */
const ClaimTelling = SeedTelling.omit({
  origin: true,
  ref: true,
  sourceUrl: true,
  category: true,
  secondary: true,
  text: true,
});

/** A dated claim of the article, in our words, and its check. */
export const Claim = z
  .object({
    id: z.string().regex(/^(\d{1,2}|F\d)$/),
    order: z.int().min(1).meta({ description: 'Its place in the article.' }),
    kind: ClaimKind,
    says: z.string().min(10).max(300),
    told: z.string().max(60).meta({ description: 'How the article dates it.' }),
    start: Day.nullable().meta({ description: 'First day, as it really was.' }),
    end: Day.nullable(),
    grain: Grain.nullable(),
    category: Category.nullable(),
    secondary: z.array(Category).max(2),
    tags: z
      .array(z.string().max(40))
      .max(6)
      .meta({ description: 'For frictions the first names the issue that divides the two.' }),
    check: ClaimCheck,
    telling: ClaimTelling.nullable(),
  })
  .refine(({ kind, telling }) => (kind === 'cooperation') === (telling !== null), {
    message: 'must be there for claims of cooperation, and only for them',
    path: ['telling'],
  })
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
