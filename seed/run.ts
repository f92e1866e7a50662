import { parseArgs } from 'node:util';
import { readSettings } from '../functions/local/settings.ts';
import { openSystem } from '../functions/local/system.ts';
import { dynamoEventStore } from '../shared/events/event-store.dynamodb.ts';
import { dynamoSourceStore } from '../shared/ingestion/source-store.dynamodb.ts';
import { AppError } from '../shared/platform/app-error.ts';
import { documentClient } from '../shared/platform/table.ts';
import { type Loaded, loadSeed, seedSources } from './load-seed.ts';

const HELP = `Usage: npm run seed [-- --table NAME]

Brings the article, the chronology and the sources up to date in the local store. Safe to run again.

  --table NAME   a table in AWS instead, with the credentials of the environment
  --help         this text`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const report = ({ created, joined, updated, known }: Loaded): void =>
  print(`Seed: ${created} events new, ${joined} rows joined to one, ${updated} changed, ${known} as before.`);

/** Whoever opens the local store brings its seed up to date first, so opening it is all there is to do. */
const seedHere = async (): Promise<void> => {
  const system = await openSystem(readSettings(), print);
  report(system.seeded);
  await system.close();
};

const seedTable = async (table: string): Promise<void> => {
  const client = documentClient();
  const ports = {
    events: dynamoEventStore(client, table),
    sources: dynamoSourceStore(client, table),
    clock: () => new Date(),
  };
  await ports.events.settle();
  report(
    await loadSeed(
      ports,
      seedSources(),
      (done, of) => done % 25 === 0 && print(`Loading the article and the chronology: ${done} of ${of}`),
    ),
  );
};

const options = { table: { type: 'string' }, help: { type: 'boolean' } } as const;

try {
  const { values } = parseArgs({ options });
  if (values.help) print(HELP);
  else await (values.table ? seedTable(values.table) : seedHere());
} catch (error) {
  const badInput =
    error instanceof AppError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  if (!badInput) throw error;
  process.stderr.write(`${(error as Error).message.split('\n')[0]}\n`);
  process.exit(2);
}
