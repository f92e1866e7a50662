import { CommanderError, Command as Program } from 'commander';
import { AppError } from '../../shared/platform/app-error.ts';
import { backUpTable, restoreCommand } from './commands/backup.ts';
import { classifyCommand } from './commands/classify.ts';
import { mailCheckCommand } from './commands/mail-check.ts';
import { mergeCommand } from './commands/merge.ts';
import { fieldsOf, whoever } from './commands/review.ts';
import { reviewAtTerminal, terminal } from './commands/review-at-terminal.ts';
import { tokenCommand } from './commands/token.ts';
import type { Print } from './control.ts';
import { runRemotely } from './remote.ts';
import { runOnStore } from './run-on-store.ts';

const BAD_INPUT = 2; // exit status of everything that the user can mend

const print = (line: string): void => void process.stdout.write(`${line}\n`);
/** Whoever reads the output may have enough, as `head` does. */
process.stdout.on('error', () => process.exit(0));

const program = new Program('amur')
  .description('A live timeline of Sino-Russian cooperation, at a terminal.')
  .option(
    '--remote <URL>',
    'a deployed Amur, opened by AMUR_TOKEN (sources, review, digest status and the like)',
  )
  .exitOverride()
  .showHelpAfterError(false)
  .configureOutput({ writeErr: () => {} });

const AFAR = ['sources', 'review', 'digest'];
program.hook('preAction', (_, action) => {
  const isThere = AFAR.includes(action.parent?.name() ?? '') && action.name() !== 'add';
  if (program.opts<{ remote?: string }>().remote && !isThere)
    throw new AppError(
      'BadInput',
      `"${action.name()}" works on the store of this computer, not with --remote.`,
    );
});

/** Here, or by a deployment that was named. */
const runThere = (command: string, args: object, say: Print = print): Promise<void> => {
  const { remote } = program.opts<{ remote?: string }>();
  return remote ? runRemotely(remote, { command, args }, say) : runOnStore(command, args, say);
};

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

const digest = program
  .command('digest')
  .option('--week <WEEK>', 'an ISO week, 2023-W12')
  .option('--out <DIR>', 'folder for issue.eml, issue.html, issue.txt and issue.json')
  .option('--preview', 'only look: nothing is kept')
  .option('--freeze', 'keep a quiet week too; any other is kept, for good')
  .description('write the issue of a week; or look after its sending')
  .action(({ week, out, ...keep }: { week?: string; out?: string; preview?: boolean; freeze?: boolean }) => {
    const missing = week === undefined ? '--week <WEEK>' : out === undefined ? '--out <DIR>' : undefined;
    if (missing) throw new AppError('BadInput', `required option '${missing}' not specified`);
    return runOnStore('digest', { week, out, ...keep }, print);
  });
for (const [action, description] of [
  ['status', 'print how far the sending of an issue has come'],
  ['hold', 'stop the sending of an issue'],
  ['release', 'let a held issue go'],
  ['resend', 'send an issue again to those to whom it was refused'],
] as const) {
  digest
    .command(action)
    .argument('<WEEK>', 'an ISO week, 2023-W12')
    .option('--reason <WHY>', 'kept with a hold')
    .option('--uncertain', 'for resend: also to those who may have it already')
    .description(description)
    .action((week: string, options: { reason?: string; uncertain?: boolean }) =>
      runThere('digest-operate', { action, week, ...options }),
    );
}

const sources = program.command('sources').description('look after the sources');
sources
  .command('check')
  .argument('[NAME...]', 'ids of sources; all that are on without one')
  .description('visit sources now and print what they answer')
  .option('--at-least <PERCENT>', 'fail if fewer of them answer')
  .action((names: string[], options: { atLeast?: string }) =>
    runThere('sources-check', { names, ...options }),
  );

for (const to of ['on', 'off', 'default'] as const) {
  sources
    .command(to)
    .argument('<NAME...>', 'ids of sources, or group:NAME')
    .description(
      to === 'default' ? 'leave sources to the list again' : `switch sources ${to} for this installation`,
    )
    .action((names: string[]) => runThere('sources-switch', { names, to }));
}
sources
  .command('add')
  .argument('<URL>', 'address of a feed, or of a page that names one')
  .description('find a feed and print its row')
  .action((url: string) => runOnStore('sources-add', { url }, print));

program
  .command('import')
  .argument(
    '<FILE>',
    'a chronology as .csv or .ndjson: date, type, actors, description, sourceUrl, title, place',
  )
  .description('bring a dated chronology that people made')
  .action((file: string) => runOnStore('import', { paths: [file] }, print));

program
  .command('replay')
  .requiredOption('--from <DATE>', 'first day of publication')
  .requiredOption('--to <DATE>', 'last day of publication')
  .option('--apply', 'make it so; ids stay, and so does what people corrected')
  .description('run stored reports through today’s classifier and merge, and print what would differ')
  .action((options: object) => runOnStore('replay', options, print));

program
  .command('sweep')
  .description('join events on record that are one by the rule of today')
  .action(() => runThere('sweep', {}));

program
  .command('snapshot')
  .description('write the whole record of today into files that never change, and list them')
  .action(() => runOnStore('snapshot', {}, print));

program
  .command('backup')
  .argument('<FILE>', 'where to write it, as NDJSON')
  .option('--table <NAME>', 'a table in AWS, with the credentials of the environment')
  .description('write everything that is kept into a file')
  .action((out: string, { table }: { table?: string }) =>
    table ? backUpTable(table, out, print) : runOnStore('backup', { out }, print),
  );

program
  .command('restore')
  .argument('<FILE>', 'a backup')
  .option('--table <NAME>', 'an empty table in AWS, with the credentials of the environment')
  .description('write a backup into an empty store; run again after it was stopped, it goes on')
  .action((file: string, { table }: { table?: string }) => restoreCommand(file, table, print));

const review = program
  .command('review')
  .option('--by <NAME>', 'who decides', whoever())
  .description('look at what is uncertain, and correct the record; at a terminal it asks about each item')
  .action(async ({ by }: { by: string }) => {
    if (!process.stdin.isTTY) return runThere('review-list', { kind: 'review', limit: '50' });
    const { ask, close } = terminal();
    try {
      await reviewAtTerminal(runThere, ask, by, print);
    } finally {
      close();
    }
  });
review
  .command('list')
  .option('--kind <KIND>', 'review, statement, friction, watch or rejected', 'review')
  .option('--limit <N>', 'how many', '50')
  .description('list reports that were set aside')
  .action((options: object) => runThere('review-list', options));

type Why = { by: string; reason: string };
const decide = (name: string, description: string, of: (ids: string[]) => object): void => {
  review
    .command(name)
    .argument('<ID>', 'id of the event')
    .argument('[MORE...]', 'for merge: the survivor; for split: reports; for edit: field=value')
    .requiredOption('--reason <WHY>', 'kept with the change')
    .option('--by <NAME>', 'who decides', whoever())
    .description(description)
    .action((id: string, more: string[], why: Why) =>
      runThere('review-decide', { action: name, ...of([id, ...more]), ...why }),
    );
};
decide('retract', 'withdraw an event; its address answers 410 with the reason', ([id]) => ({ id }));
decide('restore', 'show a retracted event again', ([id]) => ({ id }));
decide('merge', 'join an event to another, whose id comes second', ([id, into]) => ({ id, into }));
decide('split', 'make the reports named an event of their own', ([id, ...reports]) => ({ id, reports }));
decide(
  'edit',
  'set fields: title, type, status, eventStart, eventEnd, grain, place, confirmed',
  ([id, ...pairs]) => ({ id, set: fieldsOf(pairs) }),
);

program
  .command('mail-check')
  .argument('<DOMAIN>', 'the domain that mails come from')
  .option('--stage <STAGE>', 'dev or prod', 'prod')
  .description('print what a deployment still needs before its mails reach their readers')
  .action((domain: string, { stage }: { stage: string }) => mailCheckCommand(domain, stage, print));

program
  .command('token')
  .argument('<NAME>', 'who it is for')
  .option('--read-only', 'it may look, not decide')
  .description('make a token for --remote')
  .action((name: string, { readOnly }: { readOnly?: boolean }) => tokenCommand(name, !!readOnly, print));
for (const [decision, description] of [
  ['accept', 'let a waiting report make or join an event; field=value sets type, status, dates or place'],
  ['reject', 'keep a waiting report out for good'],
] as const)
  review
    .command(decision)
    .argument('<ITEM>', 'id of the item, as `review list` prints it')
    .argument('[FIELDS...]', 'field=value: type, status, eventStart, eventEnd, place')
    .requiredOption('--reason <WHY>', 'kept with the change')
    .option('--by <NAME>', 'who decides', whoever())
    .description(description)
    .action((item: string, pairs: string[], why: Why) =>
      runThere('review-rule', { item, decision, set: fieldsOf(pairs), ...why }),
    );
review
  .command('token')
  .argument('<NAME>', 'whose token it is; kept with each of their decisions')
  .option('--read-only', 'may look at the queue, but decide nothing')
  .description('make a token for correcting over the API')
  .action((name: string, { readOnly }: { readOnly?: boolean }) =>
    runOnStore('review-token', { name, readOnly: !!readOnly }, print),
  );

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exit(0);
  if (!(error instanceof AppError || error instanceof CommanderError)) throw error;
  const bare = error instanceof CommanderError && error.code === 'commander.help';
  const says = bare ? 'A command is missing here; --help lists them.' : error.message.split('\n')[0];
  process.stderr.write(`${says}\n`);
  process.exit(BAD_INPUT);
}
