import type * as z from 'zod';
import { Claim, tellingOf } from '../shared/article/claim.ts';
import { Stretch } from '../shared/article/coverage.ts';
import { recordTelling, type TellingPorts } from '../shared/events/record-telling.ts';
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
    throw new AppError(
      'BadInput',
      `${file}, row ${index + 1}, ${issue?.path.join('.') || 'the row'}: ${issue?.message}`,
    );
  });
};

const ChronologyRow = SeedTelling.omit({ origin: true });

export const seedClaims = (): Claim[] => checkRows('seed/article.json', Claim, article);
export const seedCoverage = (): Stretch[] => checkRows('seed/coverage.json', Stretch, coverage);
export const seedSources = (): Source[] => checkSources('seed/sources.json', sources);

/** Sources must differ in id, since the id is what everything about a source hangs on. */
export const checkSources = (file: string, rows: unknown): Source[] => {
  const checked = checkRows(file, Source, rows);
  const seen = new Set<string>();
  for (const [index, { id }] of checked.entries()) {
    if (seen.has(id))
      throw new AppError('BadInput', `${file}, row ${index + 1}, id: "${id}" is there twice.`);
    seen.add(id);
  }
  return checked;
};

export const seedTellings = (): SeedTelling[] => [
  ...seedClaims()
    .map(tellingOf)
    .filter((telling) => telling !== null),
  ...checkRows('seed/chronology.json', ChronologyRow, chronology).map((row) => ({
    ...row,
    origin: 'chronology' as const,
  })),
];

/**
 * Brings article, chronology and sources up to date in the store. Everything is checked first; loading again changes
 * nothing, and a changed row takes the place of the old one.
 */
export const loadSeed = async (
  ports: SeedPorts,
  sourceRows: Source[],
  tell: (done: number, of: number) => void = () => {},
): Promise<Loaded> => {
  const tellings = seedTellings();
  const loaded: Loaded = { created: 0, joined: 0, updated: 0, known: 0 };
  for (const [index, telling] of tellings.entries()) {
    const { outcome } = await recordTelling(ports, telling);
    loaded[outcome]++;
    tell(index + 1, tellings.length);
  }
  await ports.sources.sync(sourceRows);
  return loaded;
};
