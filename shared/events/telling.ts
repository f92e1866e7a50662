import * as z from 'zod';
import { Actor, Category, Day, EventType, Grain } from '../classification/verdict.ts';
import { EventStatus } from './event.ts';

/** An event as the article or the chronology tells it: a row of the seed or of an import, coded by people. */
export const SeedTelling = z.object({
  origin: z.enum(['article', 'chronology']),
  ref: z
    .string()
    .min(1)
    .max(40)
    .meta({ description: 'The id of the claim or row; a second row of the same id replaces it.' }),
  text: z.string().min(1).max(600),
  sourceUrl: z.string().max(2000).nullable(),
  title: z.string().max(200).optional(),
  category: Category,
  secondary: z.array(Category).max(2),
  type: EventType,
  status: EventStatus,
  eventStart: Day,
  eventEnd: Day,
  grain: Grain,
  place: z.string().max(80).nullable(),
  actors: z.array(Actor).max(40),
  series: z
    .string()
    .max(80)
    .nullish()
    .transform((value) => value ?? null),
  ordinal: z
    .int()
    .min(1)
    .max(999)
    .nullish()
    .transform((value) => value ?? null),
  /** `origin#ref` of another telling of the very same event: decided by people rather than by the merge rule. */
  joins: z
    .string()
    .max(40)
    .nullish()
    .transform((value) => value ?? null),
});
export type SeedTelling = z.infer<typeof SeedTelling>;
