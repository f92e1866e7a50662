import * as z from 'zod';
import { checkSource, findFeed } from '../../../shared/ingestion/check-source.ts';
import type { SourceEntry } from '../../../shared/ingestion/source-store.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { System } from '../system.ts';
import type { Command } from './command.ts';

const NameArgs = z.object({ names: z.array(z.string()) });
const SwitchArgs = z.object({ names: z.array(z.string()).min(1), to: z.enum(['on', 'off', 'default']) });
const AddArgs = z.object({ url: z.url({ protocol: /^https?$/ }) });

const COLUMNS = [34, 9, 9, 14, 6, 17, 9];
const row = (cells: string[]): string =>
  cells
    .map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0))
    .join(' ')
    .trimEnd();

/** Sources by id, or all of a group by `group:state`. */
const chosen = async (system: System, names: string[]): Promise<SourceEntry[]> => {
  const all = await system.sources.all();
  return names.flatMap((name) => {
    const found = all.filter(({ source }) => source.id === name || `group:${source.group}` === name);
    if (found.length === 0) throw new AppError('BadInput', `There is no source or group "${name}".`);
    return found;
  });
};

/** `amur sources check [NAME…]`: visits sources now and prints what each answers; nothing is stored. */
export const sourcesCheckCommand: Command<z.infer<typeof NameArgs>> = {
  args: NameArgs,
  async run(system, { names }, print) {
    const on = (await system.sources.all()).filter(({ source }) => source.on);
    print(row(['source', 'reachable', 'format', 'charset', 'items', 'newest item', 'again in', 'reason']));
    for (const { source } of names.length > 0 ? await chosen(system, names) : on) {
      const checked = await checkSource(system.fetchFeed, source);
      if ('reason' in checked) {
        print(row([source.id, 'no', '', '', '', '', '', checked.reason]));
        continue;
      }
      const { format, charset, items, newest, again } = checked;
      print(
        row([
          source.id,
          'yes',
          format,
          charset,
          String(items),
          newest?.slice(0, 16) ?? 'no date',
          `${Math.round(again)} min`,
        ]),
      );
    }
  },
};

/** `amur sources on|off|default NAME…`: some outlets are restricted in some countries, so each installation chooses. */
export const sourcesSwitchCommand: Command<z.infer<typeof SwitchArgs>> = {
  args: SwitchArgs,
  async run(system, { names, to }, print) {
    const entries = await chosen(system, names);
    for (const { source } of entries)
      await system.sources.switchTo(source.id, to === 'default' ? null : to === 'on');
    print(
      `${entries.length} ${entries.length === 1 ? 'source is' : 'sources are'} ${to === 'default' ? 'as the list has them' : to}.`,
    );
  },
};

/** `amur sources add URL`: finds the feed behind an address and prints the row for a sources file (AMUR_SOURCES). */
export const sourcesAddCommand: Command<z.infer<typeof AddArgs>> = {
  args: AddArgs,
  async run(system, { url }, print) {
    const found = await findFeed(system.fetchFeed, url);
    if ('reason' in found) throw new AppError('BadInput', `${url}: ${found.reason}`);
    const id =
      found.title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 60) || 'new-source';
    print(
      JSON.stringify({
        id,
        outlet: found.title || id,
        url: found.url,
        lang: 'en',
        group: 'other',
        on: true,
        offset: 0,
      }),
    );
    print('Put this row into the file that AMUR_SOURCES names, with the right language, group and offset.');
  },
};
