import { createHash } from 'node:crypto';
import { weekOf } from '../digest/iso-week.ts';
import type { Clock } from '../platform/clock.ts';
import { SNAPSHOT_FILES, Snapshot, type SnapshotFile } from './snapshot.ts';
import type { SnapshotFiles } from './snapshot-files.ts';

/** How the record is written down. */
export type SnapshotTexts = {
  licence: string;
  /** The whole record as of now, one event a line. */
  lines(): Promise<string>;
  /** The same events as a table. */
  table(lines: string): string;
};
export type SnapshotPorts = { files: SnapshotFiles; texts: SnapshotTexts; clock: Clock };

const CONTENTS = 'snapshot.json'; // written last: with it a snapshot is whole

type Reader = Pick<SnapshotFiles, 'get' | 'list'>;

/** The days that have a whole snapshot, oldest first. */
export const snapshotDates = async (files: Reader): Promise<string[]> =>
  (await files.list())
    .filter((name) => name.endsWith(`/${CONTENTS}`))
    .map((name) => name.slice(0, -CONTENTS.length - 1));

export const readSnapshot = async (files: Reader, date: string): Promise<Snapshot | undefined> => {
  const bytes = await files.get(`${date}/${CONTENTS}`);
  return bytes && Snapshot.parse(JSON.parse(textOf(bytes)));
};

/**
 * Writes the snapshot of this day, or gives back the one there is. One that stopped half-way is completed from the
 * lines that it has, not from what the record has become since.
 */
export const writeSnapshot = async ({ files, texts, clock }: SnapshotPorts): Promise<Snapshot> => {
  const date = clock().toISOString().slice(0, 10);
  const known = await readSnapshot(files, date);
  if (known) return known;
  const { lines: first, table: second } = SNAPSHOT_FILES;
  const lines = await kept(files, `${date}/${first.name}`, texts.lines);
  const table = await kept(files, `${date}/${second.name}`, async () => texts.table(textOf(lines)));
  const snapshot: Snapshot = {
    date,
    events: textOf(lines).split('\n').length - 1,
    licence: texts.licence,
    files: [described(first, lines), described(second, table)],
  };
  await files.putOnce(`${date}/${CONTENTS}`, Buffer.from(`${JSON.stringify(snapshot, null, 2)}\n`));
  return snapshot;
};

/** Writes this day's, unless this week has one. */
export const writeWeeklySnapshot = async (ports: SnapshotPorts): Promise<Snapshot | undefined> => {
  const latest = (await snapshotDates(ports.files)).at(-1);
  const hasOne = latest !== undefined && weekOf(new Date(latest)) === weekOf(ports.clock());
  return hasOne ? undefined : writeSnapshot(ports);
};

/** What is kept under a name: what was there before, else what is made now. */
const kept = async (files: SnapshotFiles, name: string, make: () => Promise<string>): Promise<Uint8Array> => {
  const before = await files.get(name);
  if (before) return before;
  const bytes = Buffer.from(await make());
  return (await files.putOnce(name, bytes)) ? bytes : kept(files, name, make);
};

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const described = ({ name, type }: Pick<SnapshotFile, 'name' | 'type'>, bytes: Uint8Array): SnapshotFile => ({
  name,
  type,
  bytes: bytes.byteLength,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
