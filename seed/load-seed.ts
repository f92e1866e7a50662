import type * as z from 'zod';
import { Claim, tellingOf } from '../shared/article/claim.ts';
import { closeAt, SeedStretch, type Stretch } from '../shared/article/coverage.ts';
import { changedTellings, recordTelling, type TellingPorts } from '../shared/events/record-telling.ts';
import { SeedTelling } from '../shared/events/telling.ts';
import { Source } from '../shared/ingestion/source.ts';
import type { SourceStore } from '../shared/ingestion/source-store.ts';
import { AppError } from '../shared/platform/app-error.ts';
import article from './article.json' with { type: 'json' };
import chronology from './chronology.json' with { type: 'json' };
import coverage from './coverage.json' with { type: 'json' };
import sources from './sources.json' with { type: 'json' };

export type SeedPorts = TellingPorts & { sources: Pick<SourceStore, 'sync'> };
export type Loaded = { created: number; joined: number; updated: number; known: number };

/**
 * Checks every row of one file before any is used.
 * @throws AppError BadInput that names the file, the row and the field.
 */
export const checkRows = <T>(file: string, schema: z.ZodType<T>, rows: unknown): T[] => {
  if (!Array.isArray(rows)) throw new AppError('BadInput', `${file}: a list of rows is expected.`);
  return rows.map((row, index) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    return refuse(file, index, issue?.path.join('.') || 'the row', issue?.message ?? 'is not valid');
  });
};

const refuse = (file: string, index: number, field: string, what: string): never => {
  throw new AppError('BadInput', `${file}, row ${index + 1}, ${field}: ${what}`);
};

/** Rows that share an id would each take the other's place at every start. */
const checkDistinct = <T>(file: string, field: keyof T & string, rows: T[]): T[] => {
  const seen = new Set<unknown>();
  for (const [index, row] of rows.entries()) {
    if (seen.has(row[field])) refuse(file, index, field, `"${row[field]}" is there twice.`);
    seen.add(row[field]);
  }
  return rows;
};

const ChronologyRow = SeedTelling.omit({ origin: true })
  .refine(({ eventStart, eventEnd }) => eventStart <= eventEnd, {
    message: 'must not be before eventStart',
    path: ['eventEnd'],
  })
  .refine(({ sourceUrl }) => sourceUrl !== null, {
    message: 'must name the source that was read',
    path: ['sourceUrl'],
  });

/** The article's claims in its order. */
export const seedClaims = (rows: unknown = article): Claim[] =>
  checkDistinct('seed/article.json', 'id', checkRows('seed/article.json', Claim, rows)).toSorted(
    (a, b) => a.order - b.order,
  );

/** @param liveSince the day on which the feeds were first read; unknown, today. */
export const seedCoverage = (liveSince: string = new Date().toISOString().slice(0, 10)): Stretch[] =>
  closeAt(checkRows('seed/coverage.json', SeedStretch, coverage), liveSince);

export const seedSources = (): Source[] => checkSources('seed/sources.json', sources);

/**
 * Sources must differ in id, since the id is what everything about a source hangs on.
 * @throws AppError BadInput that names the file, the row and the field.
 */
export const checkSources = (file: string, rows: unknown): Source[] =>
  checkDistinct(file, 'id', checkRows(file, Source, rows));

/**
 * Claims of cooperation and rows of the chronology, those first that others join.
 * @throws AppError BadInput that names the file, the row and the field.
 */
export const seedTellings = (claims: unknown = article, rows: unknown = chronology): SeedTelling[] => {
  const told = seedClaims(claims).map(tellingOf);
  const file = 'seed/chronology.json';
  const dated = checkDistinct(file, 'ref', checkRows(file, ChronologyRow, rows));
  const all = [
    ...told.filter((telling) => telling !== null),
    ...dated.map((row) => ({ ...row, origin: 'chronology' as const })),
  ];
  return checkJoins(all);
};

/** A row joins one that comes before it, or it would begin an event of its own. */
const checkJoins = (tellings: SeedTelling[]): SeedTelling[] => {
  const before = new Set<string>();
  for (const { origin, ref, joins } of tellings) {
    if (joins && !before.has(joins))
      throw new AppError(
        'BadInput',
        `seed/${origin}.json, row "${ref}", joins: no row "${joins}" before it.`,
      );
    before.add(`${origin}#${ref}`);
  }
  return tellings;
};

/**
 * Brings article, chronology and sources up to date in the store. Everything is checked first; loading again changes
 * nothing, and a changed row takes the place of the old one.
 */
export const loadSeed = async (
  ports: SeedPorts,
  sourceRows: Source[],
  tell: (done: number, of: number) => void = () => {},
  tellings: SeedTelling[] = seedTellings(),
): Promise<Loaded> => {
  const changed = await changedTellings(ports.events, tellings);
  const loaded: Loaded = { created: 0, joined: 0, updated: 0, known: tellings.length - changed.length };
  for (const [index, telling] of changed.entries()) {
    const { outcome } = await recordTelling(ports, telling);
    loaded[outcome]++;
    tell(index + 1, changed.length);
  }
  await ports.sources.sync(sourceRows);
  return loaded;
};
