import { createHash } from 'node:crypto';
import * as z from 'zod';
import { categoryOf, EventType, type Side } from '../classification/verdict.ts';
import { recordTelling, type TellingPorts } from './record-telling.ts';
import { SeedTelling } from './telling.ts';

const DAYS = /^(\d{4}-\d{2}-\d{2})(?:\/(\d{4}-\d{2}-\d{2}))?$/;
const ACTOR = /^(RU|CN|THIRD)\.[\w.]{1,40}$/;

/** A dated row that people bring: one day, or first and last day parted by a slash; actor ids parted by semicolons. */
export const ImportRow = z.object({
  date: z.string().regex(DAYS, 'a day or two parted by "/" are expected'),
  type: EventType,
  actors: z
    .string()
    .transform((text) =>
      text
        .split(';')
        .map((id) => id.trim())
        .filter(Boolean),
    )
    .pipe(
      z.array(z.string().regex(ACTOR, 'ids such as CN.HEAD or RU.FIRM.gazprom are expected')).min(1).max(40),
    ),
  description: z.string().min(5).max(600),
  sourceUrl: z.url({ protocol: /^https?$/ }).max(2000),
  title: z.string().max(200).optional(),
  place: z.string().max(80).optional(),
});
type ImportRow = z.infer<typeof ImportRow>;

export type Imported = {
  created: number;
  joined: number;
  known: number;
  refused: { row: number; reason: string }[];
};

/**
 * Brings a chronology through the same schema, dedup and merge as the seed, as origin `chronology`. A row's identity is
 * its content, so that a second import changes nothing. Wrong rows are refused with the reason, and the others go in.
 */
export const importRows = async (ports: TellingPorts, rows: unknown[]): Promise<Imported> => {
  const imported: Imported = { created: 0, joined: 0, known: 0, refused: [] };
  for (const [index, row] of rows.entries()) {
    const parsed = ImportRow.safeParse(dropEmpty(row));
    const telling = parsed.success ? SeedTelling.safeParse(tellingOf(parsed.data)) : undefined;
    if (!telling?.success) {
      const issue = (parsed.error ?? telling?.error)?.issues[0];
      imported.refused.push({
        row: index + 1,
        reason: `${issue?.path.join('.') || 'the row'}: ${issue?.message}`,
      });
      continue;
    }
    const { outcome } = await recordTelling(ports, telling.data);
    imported[outcome === 'updated' ? 'joined' : outcome]++;
  }
  return imported;
};

/** An empty cell is an absent one. */
const dropEmpty = (row: unknown): unknown =>
  typeof row === 'object' && row !== null
    ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '' && value !== null))
    : row;

const tellingOf = (row: ImportRow) => {
  const [, start = '', end = start] = DAYS.exec(row.date) ?? [];
  const ref = `i-${createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 16)}`;
  return {
    origin: 'chronology',
    ref,
    text: row.description,
    sourceUrl: row.sourceUrl,
    title: row.title,
    category: categoryOf(row.type),
    secondary: [],
    type: row.type,
    status: 'done',
    eventStart: start,
    eventEnd: end || start,
    grain: end && end !== start ? 'period' : 'day',
    place: row.place ?? null,
    actors: row.actors.map((id) => ({ id, side: id.split('.')[0] as Side, name: nameOf(id) })),
  };
};

const nameOf = (id: string): string => ({ 'RU.STATE': 'Russia', 'CN.STATE': 'China' })[id] ?? id;
