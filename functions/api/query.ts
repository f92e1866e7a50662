import * as z from 'zod';
import { Category, Day, EventType, Language } from '../../shared/classification/verdict.ts';
import { EventStatus, Origin } from '../../shared/events/event.ts';
import type { EventFilter } from '../../shared/events/event-store.ts';
import { SourceGroup } from '../../shared/ingestion/source.ts';
import { nearestName } from './nearest-name.ts';
import { ProblemError } from './problem.ts';

const many = <T extends z.ZodType>(schema: T) => z.array(schema).min(1).max(20).optional();
const Word = z.string().min(1).max(120);

/** The filters that lists, exports, feeds and pages share. */
export const FILTERS = {
  category: many(Category).meta({ description: 'Main category; several are alternatives.' }),
  type: many(EventType),
  status: many(EventStatus),
  origin: many(Origin).meta({ description: 'Events with a claim, row or report of that origin.' }),
  actor: many(Word).meta({ description: 'Id of a party, such as CN.HEAD or RU.FIRM.gazprom.' }),
  country: many(z.string().regex(/^[A-Z]{2}$/)).meta({ description: 'ISO 3166 code of a party’s country.' }),
  series: many(Word),
  source: many(Word).meta({ description: 'Name of an outlet.' }),
  lang: many(Language),
  tier: many(SourceGroup),
  from: Day.optional().meta({ description: 'First day: events that touch from…to.' }),
  to: Day.optional(),
  minConfidence: z.coerce.number().min(0).max(1).optional(),
  updatedSince: z.iso.datetime({ offset: true }).optional(),
  q: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Words that must all occur in title, place, series or actors; taken literally.' }),
  messages: z
    .enum(['include'])
    .optional()
    .meta({ description: 'Leaders’ telegrams are left out without it.' }),
};

export const SORTS = ['-date', 'date', '-updatedAt', '-score'] as const;

export const PAGING = {
  sort: z.enum(SORTS).default('-date'),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'a whole number from 1 to 100')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20),
  cursor: z.string().min(1).max(600).optional(),
};

export const FilterQuery = z.object(FILTERS).refine(inOrder, { path: ['from'], message: 'lies after "to"' });

function inOrder({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  return !from || !to || from <= to;
}

type Shape = Record<string, z.ZodType>;
const isMany = (schema: z.ZodType): boolean => {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodArray;
};

/**
 * Reads a query by one schema. Unknown names are refused with the nearest known one: a slip in a filter would
 * otherwise return everything.
 * @throws ProblemError bad-request that names each parameter and what is wrong with it.
 */
export const readQuery = <T extends Shape>(
  shape: T,
  given: Record<string, string[]>,
): z.infer<z.ZodObject<T>> => {
  const unknown = Object.keys(given).filter((name) => !(name in shape));
  const twice = Object.keys(given).filter(
    (name) => shape[name] && !isMany(shape[name]) && (given[name]?.length ?? 0) > 1,
  );
  const errors = [
    ...unknown.map((parameter) => ({
      parameter,
      detail: `is not known; did you mean "${nearestName(parameter, Object.keys(shape))}"?`,
    })),
    ...twice.map((parameter) => ({ parameter, detail: 'may be given once only' })),
  ];
  const values = Object.entries(given).filter(([name]) => name in shape && !twice.includes(name));
  const read = Object.fromEntries(
    values.map(([name, texts]) => [
      name,
      shape[name] && isMany(shape[name]) ? texts.flatMap((text) => text.split(',')) : texts[0],
    ]),
  );
  const parsed = z.object(shape).safeParse(read);
  if (!parsed.success)
    errors.push(
      ...parsed.error.issues.map(({ path, message }) => ({ parameter: String(path[0]), detail: message })),
    );
  else if (!inOrder(parsed.data as { from?: string; to?: string }))
    errors.push({ parameter: 'from', detail: 'lies after "to"' });
  if (errors.length > 0 || !parsed.success) {
    throw new ProblemError(
      'bad-request',
      errors.map(({ parameter, detail }) => `${parameter}: ${detail}`).join('; '),
      errors.slice(0, 20).map(({ parameter, detail }) => ({
        parameter: parameter.slice(0, 100),
        detail: detail.slice(0, 500),
      })),
    );
  }
  return parsed.data;
};

type Filters = z.infer<z.ZodObject<typeof FILTERS>>;

/** The store's filter of a query. */
export const filterOf = ({ messages, updatedSince, ...rest }: Filters): EventFilter =>
  Object.fromEntries(
    Object.entries({
      ...rest,
      ...(messages && { messages: true }),
      ...(updatedSince && { updatedSince: new Date(updatedSince).toISOString() }),
    }).filter(([, value]) => value !== undefined),
  ) as EventFilter;
