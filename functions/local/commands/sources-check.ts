import * as z from 'zod';
import { type Checked, checkSource } from '../../../shared/ingestion/check-source.ts';
import { inTurn } from '../../../shared/ingestion/host-turns.ts';
import type { Source } from '../../../shared/ingestion/source.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { System } from '../system.ts';
import { chosenSources } from './chosen-sources.ts';
import type { Command } from './command.ts';

type Visitor = Pick<System, 'sources' | 'turns' | 'fetchFeed' | 'clock' | 'pause'>;

const NameArgs = z.object({
  names: z.array(z.string()),
  /** Per cent of the sources that must answer, or the command fails. */
  atLeast: z.coerce.number().min(0).max(100).optional(),
});

const AT_ONCE = 8;
const OLD = 14 * 86_400_000; // milliseconds after which a newest item says that nothing new comes
const COLUMNS = [34, 9, 9, 12, 5, 16, 8];
const HEADINGS = ['source', 'reachable', 'format', 'charset', 'items', 'newest item', 'again in', 'remark'];

const row = (cells: string[]): string =>
  cells
    .map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0))
    .join('  ')
    .trimEnd();

/** `amur sources check [NAME…]`: visits sources now and prints what each answers; nothing is stored. */
export const sourcesCheckCommand: Command<z.infer<typeof NameArgs>, Visitor> = {
  args: NameArgs,
  async run(system, { names, atLeast = 0 }, print) {
    const sources = await chosenSources(system, names);
    print(row(HEADINGS));
    const all: Checked[] = [];
    for await (const [source, checked] of inOrder(sources, (one) => check(system, one))) {
      all.push(checked);
      print(row([source.id, ...cellsOf(checked, system.clock())]));
    }
    print(totals(all, system.clock()));
    if (answering(all) * 100 < all.length * atLeast)
      throw new AppError('Conflict', `Only ${answering(all)} of ${all.length} sources answer from here.`);
  },
};

const check = async (system: Visitor, source: Source): Promise<Checked> => {
  const checked = await inTurn(system, new URL(source.url).host, () => checkSource(system.fetchFeed, source));
  return checked ?? { reason: 'Others are visiting the host; try again.' };
};

/** Results in the order of the sources, some visits at once. */
async function* inOrder(
  sources: Source[],
  visit: (source: Source) => Promise<Checked>,
): AsyncGenerator<[Source, Checked]> {
  const waiting = [...sources];
  const running: { source: Source; checked: Promise<Checked> }[] = [];
  while (waiting.length > 0 || running.length > 0) {
    for (const source of waiting.splice(0, AT_ONCE - running.length))
      running.push({ source, checked: visit(source) });
    const next = running.shift();
    if (next) yield [next.source, await next.checked];
  }
}

const cellsOf = (checked: Checked, now: Date): string[] => {
  if ('reason' in checked) return ['no', '', '', '', '', '', checked.reason];
  const { format, charset, items, newest, again, missed } = checked;
  const read = ['yes', format, charset, String(items).padStart(COLUMNS[4] ?? 0)];
  const day = newest?.slice(0, 16).replace('T', ' ') ?? 'no date';
  return [...read, day, `${Math.round(again)} min`, remarkOn(missed, isOld(checked, now))];
};

const isOld = (checked: Checked, now: Date): boolean =>
  'newest' in checked && checked.newest !== null && now.getTime() - Date.parse(checked.newest) > OLD;

const answering = (all: Checked[]): number => all.filter((checked) => 'items' in checked).length;

const totals = (all: Checked[], now: Date): string => {
  const old = all.filter((checked) => isOld(checked, now)).length;
  const silent = old > 0 ? `, ${old} of them with nothing new for two weeks` : '';
  return `${answering(all)} of ${all.length} answer${silent}. Turn off what you do not want: amur sources off NAME…`;
};

const remarkOn = (missed: number, old: boolean): string => {
  if (missed > 0) return `Another reader finds ${missed} more: look at this feed.`;
  return old ? 'Nothing new for two weeks.' : '';
};
