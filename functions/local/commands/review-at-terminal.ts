import { createInterface } from 'node:readline/promises';
import type * as z from 'zod';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { Print } from '../control.ts';
import { fieldsOf, Waiting } from './review.ts';

export type Ask = (question: string) => Promise<string>;
type Run = (name: string, args: object, print: Print) => Promise<void>;

/**
 * `amur review` at a terminal: goes through the queue, newest first, and asks about each item until there is none left
 * or the person has enough. The same decisions as `accept` and `reject`, one at a time.
 */
export const reviewAtTerminal = async (run: Run, ask: Ask, by: string, print: Print): Promise<void> => {
  for (let after: string | undefined; ; ) {
    const waiting = await nextOf(run, after);
    if (!waiting) return print('Nothing waits any more.');
    show(waiting, print);
    const answer = (await ask('accept (a), reject (r), leave it (Enter), end (q)? ')).trim().toLowerCase();
    if (answer === 'q') return;
    if (answer === 'a' || answer === 'r') await decide(run, ask, { waiting, answer, by }, print);
    after = waiting.item;
  }
};

const nextOf = async (run: Run, after: string | undefined) => {
  const lines: string[] = [];
  await run('review-next', after ? { after } : {}, (line) => lines.push(line));
  const line = lines.find((one) => one.startsWith('{'));
  return line === undefined ? undefined : Waiting.parse(JSON.parse(line));
};

type Seen = z.infer<typeof Waiting>;

const show = ({ item, outlet, title, summary, url, verdict }: Seen, print: Print): void => {
  const { suggestion } = verdict;
  print(`\n${item}  ${outlet}  ${Math.round(verdict.p * 100)} % sure`);
  print(title);
  if (summary) print(summary);
  if (url) print(url);
  print(
    suggestion
      ? `would be: ${suggestion.type}, ${suggestion.status}, ${suggestion.eventStart} to ${suggestion.eventEnd}, ${suggestion.place ?? 'no place'}`
      : 'no kind of act is known: give type=… with the reason',
  );
};

type Given = { waiting: Seen; answer: 'a' | 'r'; by: string };

/** What is refused (too short a reason, no type) is said, and the item stays in the queue. */
const decide = async (run: Run, ask: Ask, { waiting, answer, by }: Given, print: Print): Promise<void> => {
  const reason = (await ask('Why? ')).trim();
  const pairs =
    answer === 'a' ? (await ask('Fields to set, as type=visit place=Harbin (or Enter): ')).trim() : '';
  try {
    await run(
      'review-rule',
      {
        item: waiting.item,
        decision: answer === 'a' ? 'accept' : 'reject',
        reason,
        by,
        set: fieldsOf(pairsIn(pairs)),
      },
      print,
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    print(`Not done: ${error.message}`);
  }
};

/** The pairs of a line; a value in quotation marks may have blanks. */
const pairsIn = (line: string): string[] =>
  [...line.matchAll(/\b\w+=(?:"[^"]*"|\S+)/g)].map(([pair]) => pair.replaceAll('"', ''));

/** Asks at the terminal until `close`; an end of input is `q`. */
export const terminal = (): { ask: Ask; close(): void } => {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('q')));
  return { ask: (question) => Promise.race([lines.question(question), ended]), close: () => lines.close() };
};
