import { CommanderError, Command as Program } from 'commander';
import { AppError } from '../../shared/platform/app-error.ts';
import { classifyCommand } from './commands/classify.ts';
import { mergeCommand } from './commands/merge.ts';
import { runOnStore } from './run-on-store.ts';

const BAD_INPUT = 2; // exit status of everything that the user can mend

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const program = new Program('amur')
  .description('A live timeline of Sino-Russian cooperation, at a terminal.')
  .exitOverride()
  .showHelpAfterError(false)
  .configureOutput({ writeErr: () => {} });

program
  .command('classify')
  .argument('[FILE]', 'NDJSON, one item a line; standard input without it')
  .description('decide for each item whether it tells of an event, and code it')
  .action((file?: string) => classifyCommand(file, print));

program
  .command('merge')
  .argument('[FILE]', 'NDJSON, one item a line; standard input without it')
  .description('say which items tell of the same event, from an empty record')
  .action((file?: string) => mergeCommand(file, print));

program
  .command('ingest')
  .argument('<PATH_OR_URL...>', 'feed files, folders of them, or addresses')
  .option('--as-of <DATE>', 'the clock stands at DATE 23:59:59Z')
  .description('run feeds through the real pipeline into the store')
  .action((paths: string[], { asOf }: { asOf?: string }) => runOnStore('ingest', { paths, asOf }, print));

program
  .command('digest')
  .requiredOption('--week <WEEK>', 'an ISO week, 2023-W12')
  .requiredOption('--out <DIR>', 'folder for issue.eml, issue.html, issue.txt and issue.json')
  .description('freeze the issue of a week and write it')
  .action((options: { week: string; out: string }) => runOnStore('digest', options, print));

const sources = program.command('sources').description('look after the sources');
sources
  .command('check')
  .argument('[NAME...]', 'ids of sources; all that are on without one')
  .description('visit sources now and print what they answer')
  .action((names: string[]) => runOnStore('sources-check', { names }, print));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exit(0);
  if (!(error instanceof AppError || error instanceof CommanderError)) throw error;
  process.stderr.write(`${error.message.split('\n')[0]}\n`);
  process.exit(BAD_INPUT);
}
