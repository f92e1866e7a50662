import * as z from 'zod';
import { Category, Day, EventType, Language } from '../../shared/classification/verdict.ts';
import { EventStatus, Origin } from '../../shared/events/event.ts';
import type { EventFilter } from '../../shared/events/event-store.ts';
import { SourceGroup } from '../../shared/ingestion/source.ts';
import { nearestName } from './nearest-name.ts';
import { ProblemError } from './problem.ts';

const MOST_VALUES = 20;
const many = <T extends z.ZodType>(schema: T) => z.array(schema).min(1).max(MOST_VALUES).optional();
const Word = z.string().min(1).max(120);

/** A whole number in digits; nothing else that JavaScript would take for a number. */
export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.int().min(min).max(max));

const decimal = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}(\.\d{1,20})?(e-\d{1,3})?$/i, `must be a number from ${min} to ${max}`)
    .transform(Number)
    .pipe(z.number().min(min).max(max));

/** The filters that lists, exports, feeds and pages share. */
export const FILTERS = {
  category: many(Category).meta({
    description: 'Main or secondary category; several are alternatives.',
    examples: [['military', 'economic']],
  }),
  type: many(EventType).meta({
    description: 'Kind of act, as the codebook names it.',
    examples: [['joint_exercise', 'summit']],
  }),
  status: many(EventStatus).meta({
    description: 'How far the event has come.',
    examples: [['done', 'announced']],
  }),
  origin: many(Origin).meta({
    description: 'Events that a claim of the article, a row of the chronology or a live report tells of.',
    examples: [['article', 'live']],
  }),
  actor: many(Word).meta({
    description: 'Id of a party, as `/v1/facets` lists them.',
    examples: [['CN.NAVY', 'RU.HEAD']],
  }),
  country: many(z.string().regex(/^[A-Z]{2}$/)).meta({
    description: 'ISO 3166 code of a party’s country.',
    examples: [['CN', 'RU']],
  }),
  series: many(Word).meta({
    description: 'Name of a recurring drill, patrol or meeting.',
    examples: [['Joint Sea', 'Peace Mission']],
  }),
  source: many(Word).meta({
    description: 'Name of an outlet that reports the event.',
    examples: [['TASS', 'Xinhua']],
  }),
  lang: many(Language).meta({ description: 'Language of a report.', examples: [['ru', 'zh']] }),
  tier: many(SourceGroup).meta({
    description: 'Who runs an outlet that reports the event.',
    examples: [['state', 'independent']],
  }),
  from: Day.optional().meta({
    description: 'First day: events that touch the days from … to, both included.',
    examples: ['2012-01-01'],
  }),
  to: Day.optional().meta({ description: 'Last day, not before `from`.', examples: ['2026-12-31'] }),
  minConfidence: decimal(0, 1)
    .optional()
    .meta({ description: 'Least confidence that the event took place as told.', examples: [0.5] }),
  updatedSince: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: 'Changed here at this instant or later.', examples: ['2020-01-01T00:00:00Z'] }),
  q: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({
      description: 'Words that must all occur in title, place, series or names of parties; taken literally.',
      examples: ['joint sea'],
    }),
  messages: z
    .enum(['include'])
    .optional()
    .meta({ description: 'Leaders’ telegrams are left out without it.', examples: ['include'] }),
};

export const SORTS = ['-date', 'date', '-updatedAt', '-score'] as const;

export const PAGING = {
  sort: z
    .enum(SORTS)
    .default('-date')
    .meta({ description: 'Order; `-` is falling. `score` is the published rule of significance.' }),
  limit: whole(1, 100).default(20).meta({ description: 'Events a page.' }),
  cursor: z
    .string()
    .min(1)
    .max(600)
    .optional()
    .meta({ description: '`next` of the page before; it belongs to the very same filters and order.' }),
};

type Shape = Record<string, z.ZodType>;
type Fault = { parameter: string; detail: string };

const itemOf = (schema: z.ZodType | undefined): z.ZodType | undefined => {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodArray ? (inner.element as z.ZodType) : undefined;
};

/** Codes may be given with commas between them; a name may have a comma of its own. */
const splits = (item: z.ZodType): boolean => item instanceof z.ZodEnum;

/**
 * Reads a query by one schema. Unknown names are refused with the nearest known one: a slip in a filter would
 * otherwise return everything.
 * @throws ProblemError bad-request that names each parameter and what is wrong with it.
 */
export const readQuery = <T extends Shape>(
  shape: T,
  given: Record<string, string[]>,
): z.infer<z.ZodObject<T>> => {
  const faults = [...unknownNames(shape, given), ...givenTwice(shape, given)];
  const parsed = z.object(shape).safeParse(valuesOf(shape, given));
  if (!parsed.success) faults.push(...parsed.error.issues.map(faultOf));
  else if (!inOrder(parsed.data)) faults.push({ parameter: 'from', detail: 'lies after "to"' });
  if (faults.length > 0 || !parsed.success) throw refusal(faults);
  return parsed.data;
};

const unknownNames = (shape: Shape, given: Record<string, string[]>): Fault[] =>
  Object.keys(given)
    .filter((name) => !Object.hasOwn(shape, name))
    .map((parameter) => ({ parameter, detail: hint(parameter, Object.keys(shape)) }));

const hint = (parameter: string, known: string[]): string =>
  known.length === 0
    ? 'is not known; this address takes no parameters'
    : `is not known; did you mean "${nearestName(parameter, known)}"?`;

const givenTwice = (shape: Shape, given: Record<string, string[]>): Fault[] =>
  Object.entries(given)
    .filter(([name, values]) => Object.hasOwn(shape, name) && !itemOf(shape[name]) && values.length > 1)
    .map(([parameter]) => ({ parameter, detail: 'may be given once only' }));

const valuesOf = (shape: Shape, given: Record<string, string[]>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([name]) => Object.hasOwn(shape, name))
      .map(([name, texts]) => {
        const item = itemOf(shape[name]);
        if (!item) return [name, texts[0]];
        return [name, splits(item) ? texts.flatMap((text) => text.split(',')) : texts];
      }),
  );

const faultOf = ({ path, message }: z.core.$ZodIssue): Fault => ({
  parameter: String(path[0]),
  detail: message,
});

const inOrder = (query: Record<string, unknown>): boolean => {
  const { from, to } = query as { from?: string; to?: string };
  return !from || !to || from <= to;
};

const MOST_FAULTS = 20;

const refusal = (faults: Fault[]): ProblemError =>
  new ProblemError(
    'bad-request',
    faults.map(({ parameter, detail }) => `${parameter}: ${detail}`).join('; '),
    faults.slice(0, MOST_FAULTS).map(({ parameter, detail }) => ({
      parameter: parameter.slice(0, 100),
      detail: detail.slice(0, 500),
    })),
  );

export type Filters = z.infer<z.ZodObject<typeof FILTERS>>;

/** The store's filter of a query. */
export const filterOf = ({ messages, updatedSince, ...rest }: Filters): EventFilter =>
  Object.fromEntries(
    Object.entries({
      ...rest,
      ...(messages && { messages: true }),
      ...(updatedSince && { updatedSince: new Date(updatedSince).toISOString() }),
    }).filter(([, value]) => value !== undefined),
  ) as EventFilter;

/** One text for all queries that mean the same: the order of names and of alternatives does not count. */
export const canonical = (query: object): string =>
  JSON.stringify(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.toSorted() : value])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
