import { expect, it } from 'vitest';
import { reviewAtTerminal } from '../../functions/local/commands/review-at-terminal.ts';
import { AppError } from '../../shared/platform/app-error.ts';

const ITEMS = ['2024-01-02-r1', '2024-01-01-r2', '2023-12-31-r3'].map((item) => ({
  item,
  outlet: 'A',
  title: `Title of ${item}`,
  summary: '',
  url: null,
  verdict: { p: 0.4 },
}));

/** Goes through the queue with the answers given, and says what was asked of the store and what was printed. */
const session = async (answers: string[], refuse?: string) => {
  const [asked, printed] = [[] as object[], [] as string[]];
  const run = async (name: string, args: object, print: (line: string) => void): Promise<void> => {
    if (name === 'review-next') {
      const { after } = args as { after?: string };
      const next = ITEMS[ITEMS.findIndex(({ item }) => item === after) + 1];
      if (next) print(JSON.stringify(next));
      return;
    }
    if (refuse) throw new AppError('Unprocessable', refuse);
    asked.push(args);
  };
  const ask = async (): Promise<string> => answers.shift() ?? 'q';
  await reviewAtTerminal(run, ask, 'an editor', (line) => printed.push(line));
  return { asked, printed };
};

it('asks about each waiting report in turn, and leaves what is left alone', async () => {
  const { asked, printed } = await session([
    'a',
    'It is so.',
    'type=visit place="New Town"',
    '',
    'r',
    'Not so.',
  ]);
  expect(asked).toEqual([
    {
      item: '2024-01-02-r1',
      decision: 'accept',
      reason: 'It is so.',
      by: 'an editor',
      set: { type: 'visit', place: 'New Town' },
    },
    { item: '2023-12-31-r3', decision: 'reject', reason: 'Not so.', by: 'an editor', set: {} },
  ]);
  expect(printed.at(-1)).toBe('Nothing waits any more.');
});

it('ends where the person has enough', async () => {
  const { asked, printed } = await session(['q']);
  expect([asked, printed.join('\n')]).toEqual([[], expect.not.stringContaining('r2')]);
});

it('says what was refused and goes on', async () => {
  const { printed } = await session(['a', 'It is so.', '', 'q'], 'No kind of act is known.');
  expect(printed).toContain('Not done: No kind of act is known.');
  expect(printed).toContain('Title of 2024-01-01-r2');
});
