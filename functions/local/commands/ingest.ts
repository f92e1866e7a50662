import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Recorded, recordReport } from '../../../shared/events/record-report.ts';
import type { RecordJob } from '../../../shared/events/report.ts';
import { ingestFeed } from '../../../shared/ingestion/ingest-source.ts';
import type { Source } from '../../../shared/ingestion/source.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { Queue } from '../../../shared/platform/queue.ts';
import type { Print } from '../control.ts';
import type { System } from '../system.ts';
import type { Command } from './command.ts';

const Args = z.object({ paths: z.array(z.string()).min(1), asOf: z.iso.date().optional() });
type Args = z.infer<typeof Args>;

const EVERY = 1000; // milliseconds between two lines of progress
const FEED = /\.(xml|rss|atom|json|rdf)$/i;

/** `amur ingest PATH_OR_URL… [--as-of DATE]`: the real pipeline over feed files, folders of them, or addresses. */
export const ingestCommand: Command<Args> = {
  args: Args,
  check: ({ paths }) => void paths.forEach(filesOf),
  async run(system, { paths, asOf }, print) {
    const began = Date.now();
    const clock = asOf ? () => new Date(`${asOf}T23:59:59Z`) : system.clock;
    const tally = newTally();
    const ports = { ...system, clock, records: directly(system, clock, tally) };
    const known = outletLookup(await system.sources.all());
    const files = paths.flatMap(filesOf);
    let said = began;
    for (const [index, file] of files.entries()) {
      const bytes = await bytesOf(system, file);
      const read = 'reason' in bytes ? bytes : await ingestFeed(ports, bytes.bytes, known, file);
      count(tally, file, read);
      if (Date.now() - said > EVERY)
        print(`${index + 1} of ${files.length} files, ${tally.items} items, ${tally.kept} kept`);
      if (Date.now() - said > EVERY) said = Date.now();
    }
    report(tally, files.length, Date.now() - began, print);
  },
};

type Tally = {
  items: number;
  kept: number;
  refused: Record<string, number>;
  outcomes: Partial<Record<Recorded['outcome'], number>>;
  asides: Record<string, number>;
  failed: string[];
};
const newTally = (): Tally => ({ items: 0, kept: 0, refused: {}, outcomes: {}, asides: {}, failed: [] });

const isUrl = (path: string): boolean => /^https?:\/\//i.test(path);

/** Files of a path, folders sorted by path. */
const filesOf = (path: string): string[] => {
  if (isUrl(path)) return [path];
  try {
    if (!statSync(path).isDirectory()) return [path];
  } catch (error) {
    throw new AppError('BadInput', `${path} is neither a file nor a folder.`, { cause: error });
  }
  const found = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => FEED.test(name))
    .sort();
  return found.map((name) => join(path, name));
};

type Bytes = { bytes: Uint8Array } | { outcome: 'failed'; reason: string };

const bytesOf = async (system: System, file: string): Promise<Bytes> => {
  if (!isUrl(file)) return { bytes: new Uint8Array(readFileSync(file)) };
  const fetched = await system.fetchFeed({ url: file, etag: null, lastModified: null });
  return fetched.outcome === 'fetched'
    ? { bytes: fetched.bytes }
    : {
        outcome: 'failed' as const,
        reason: `${file}: ${fetched.outcome === 'failed' ? fetched.reason : fetched.outcome}`,
      };
};

/** A queue that hands each message over at once: the command is done when its reports are on record. */
const directly = (system: System, clock: System['clock'], tally: Tally): Queue<RecordJob> => ({
  async send(messages) {
    for (const { body } of messages) {
      const recorded = await recordReport({ ...system, clock }, body.report);
      tally.outcomes[recorded.outcome] = (tally.outcomes[recorded.outcome] ?? 0) + 1;
      if (recorded.outcome === 'set aside') tally.asides[recorded.as] = (tally.asides[recorded.as] ?? 0) + 1;
    }
  },
});

const outletLookup = (entries: { source: Source }[]) => {
  const byOutlet = new Map(entries.map(({ source }) => [source.outlet.toLowerCase(), source]));
  return (outlet: string): Source | undefined => byOutlet.get(outlet.toLowerCase());
};

const count = (tally: Tally, file: string, read: Awaited<ReturnType<typeof ingestFeed>>): void => {
  if (read.outcome === 'failed') {
    tally.failed.push(`${file}: ${read.reason}`);
    return;
  }
  tally.items += read.items;
  tally.kept += read.kept;
  for (const [reason, times] of Object.entries(read.refused))
    tally.refused[reason] = (tally.refused[reason] ?? 0) + times;
};

const report = (tally: Tally, files: number, time: number, print: Print): void => {
  const { created = 0, joined = 0, updated = 0, known = 0 } = tally.outcomes;
  const rows: [string, string | number][] = [
    ['files', files],
    ['items', tally.items],
    ['kept', tally.kept],
    ['  new events', created],
    ['  joined an event on record', joined],
    ['  new version of a known report', updated],
    ['  known already', known],
    ...Object.entries(tally.asides).map(([kind, times]): [string, number] => [`  set aside: ${kind}`, times]),
    ...Object.entries(tally.refused).map(([reason, times]): [string, number] => [
      `refused: ${reason}`,
      times,
    ]),
    ['reports per new event', created ? ((created + joined) / created).toFixed(2) : '–'],
    ['seconds', (time / 1000).toFixed(1)],
  ];
  for (const [name, value] of rows) print(`${name.padEnd(34)}${String(value).padStart(8)}`);
  for (const failure of tally.failed) print(`could not be read: ${failure}`);
};
