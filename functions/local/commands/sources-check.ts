import * as z from 'zod';
import { checkSource } from '../../../shared/ingestion/check-source.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { Command } from './command.ts';

const Args = z.object({ names: z.array(z.string()) });

const COLUMNS = [32, 9, 7, 18];
const row = (cells: string[]): string =>
  cells
    .map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0))
    .join(' ')
    .trimEnd();

/** `amur sources check [NAME…]`: visits sources now and prints what each answers; nothing is stored. */
export const sourcesCheckCommand: Command<z.infer<typeof Args>> = {
  args: Args,
  async run(system, { names }, print) {
    const all = await system.sources.all();
    const missing = names.find((name) => !all.some(({ source }) => source.id === name));
    if (missing) throw new AppError('BadInput', `There is no source "${missing}".`);
    const wanted = all.filter(({ source }) => (names.length > 0 ? names.includes(source.id) : source.on));
    print(row(['source', 'reachable', 'items', 'newest item', 'reason']));
    for (const { source } of wanted) {
      const checked = await checkSource(system.fetchFeed, source);
      if ('reason' in checked) print(row([source.id, 'no', '', '', checked.reason]));
      else
        print(row([source.id, 'yes', String(checked.items), checked.newest?.slice(0, 16) ?? 'no date', '']));
    }
  },
};
