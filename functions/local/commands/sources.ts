import * as z from 'zod';
import { languageOf } from '../../../shared/classification/language.ts';
import { findFeed } from '../../../shared/ingestion/check-source.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { System } from '../system.ts';
import { chosenSources } from './chosen-sources.ts';
import type { Command } from './command.ts';

const SwitchArgs = z.object({ names: z.array(z.string()).min(1), to: z.enum(['on', 'off', 'default']) });
const AddArgs = z.object({ url: z.url({ protocol: /^https?$/ }) });

/** `amur sources on|off|default NAME…`: some outlets are restricted in some countries, so each installation chooses. */
export const sourcesSwitchCommand: Command<z.infer<typeof SwitchArgs>, Pick<System, 'sources'>> = {
  args: SwitchArgs,
  async run(system, { names, to }, print) {
    const chosen = await chosenSources(system, names);
    for (const { id } of chosen) await system.sources.switchTo(id, to === 'default' ? null : to === 'on');
    const what = to === 'default' ? 'as the list has them' : to;
    print(`${chosen.length} ${chosen.length === 1 ? 'source is' : 'sources are'} ${what} now.`);
  },
};

/** `amur sources add URL`: finds the feed behind an address and prints the row for a sources file (AMUR_SOURCES). */
export const sourcesAddCommand: Command<z.infer<typeof AddArgs>> = {
  args: AddArgs,
  async run(system, { url }, print) {
    const found = await findFeed(system.fetchFeed, url);
    if ('reason' in found) throw new AppError('BadInput', `${url}: ${found.reason}`);
    const all = (await system.sources.all()).map(({ source }) => source);
    const listed = all.find((source) => source.url === found.url);
    if (listed) {
      print(`${found.url} is in the list already: ${listed.id}, which is ${listed.on ? 'on' : 'off'}.`);
      return;
    }
    const id = freeId(found.title, new Set(all.map((source) => source.id)));
    const row = {
      id,
      outlet: found.title.slice(0, 120) || id,
      url: found.url,
      lang: languageOf(found.words),
    };
    print(JSON.stringify({ ...row, group: 'other', on: true, offset: 0 }));
    print('This row, with the right group and offset, goes into the file that AMUR_SOURCES names.');
  },
};

const freeId = (title: string, taken: Set<string>): string => {
  const name =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 50)
      .replace(/^-|-$/g, '') || 'new-source';
  for (let n = 2; taken.has(name); n++) if (!taken.has(`${name}-${n}`)) return `${name}-${n}`;
  return name;
};
