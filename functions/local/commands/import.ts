import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { importRows } from '../../../shared/events/import-rows.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { Command } from './command.ts';

const Args = z.object({ paths: z.array(z.string()).length(1) });

/** `amur import FILE.csv|.ndjson`: brings a dated chronology, so that years before the first poll are filled by people. */
export const importCommand: Command<z.infer<typeof Args>> = {
  args: Args,
  check: ({ paths }) => void rowsOf(paths[0] ?? ''),
  async run(system, { paths }, print) {
    const { created, joined, known, refused } = await importRows(system, rowsOf(paths[0] ?? ''));
    print(
      `${created} new events, ${joined} joined one on record, ${known} known already, ${refused.length} refused.`,
    );
    for (const { row, reason } of refused) print(`row ${row} refused: ${reason}`);
  },
};

const rowsOf = (file: string): unknown[] => {
  const text = read(file);
  try {
    if (file.endsWith('.csv'))
      return parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line));
  } catch (error) {
    throw new AppError('BadInput', `${file}: ${(error as Error).message.split('\n')[0]}`, { cause: error });
  }
};

const read = (file: string): string => {
  if (!/\.(csv|ndjson)$/.test(file))
    throw new AppError('BadInput', `${file}: a .csv or .ndjson file is expected.`);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new AppError('BadInput', `${file} cannot be read.`, { cause: error });
  }
};
