import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { fill } from './scale/fill.ts';
import { type Growth, missOf, verdictOf } from './scale/growth.ts';
import { madeUpEvents } from './scale/made-up-events.ts';
import { measureScale } from './scale/measure-scale.ts';

/**
 * `npm run scale [-- --large]`: the embedded store with 1,000 and 10,000 (and 100,000) made-up events of five reports
 * each, and what readers and the merge consume of it. Fails when something grows that is not known to.
 */
const { values } = parseArgs({ options: { large: { type: 'boolean', default: false } } });
const SIZES = [1000, 10_000, ...(values.large ? [100_000] : [])];
const inWords = (count: number): string => count.toLocaleString('en');

/** A line each second. */
const progress = (size: number): ((written: number) => void) => {
  const began = Date.now();
  let told = began;
  return (written) => {
    if (Date.now() - told < 1000) return;
    told = Date.now();
    const speed = Math.round((written * 1000) / (told - began));
    console.error(`${inWords(size)} events: ${inWords(written)} written, ${inWords(speed)} a second`);
  };
};

const measureAt = async (size: number) => {
  const dir = mkdtempSync(join(tmpdir(), 'amur-scale-')); // files, as `npm start` has them
  const dynamo = await startEmbedded({ dir });
  try {
    await fill(dynamo, madeUpEvents(size), progress(size));
    console.error(`${inWords(size)} events: measuring`);
    return await measureScale(dynamo);
  } finally {
    await dynamo.stop();
    rmSync(dir, { recursive: true });
  }
};

const measured: Awaited<ReturnType<typeof measureAt>>[] = [];
for (const size of SIZES) measured.push(await measureAt(size));
const rows: Growth[] = (measured[0]?.taken ?? []).map(({ name, grows }, index) => ({
  name,
  units: measured.map(({ taken }) => taken[index]?.units ?? 0),
  milliseconds: measured.map(({ taken }) => taken[index]?.milliseconds ?? 0),
  grows,
}));

const print = (name: string, cells: string[]): void =>
  console.log(name.padEnd(38) + cells.map((cell) => cell.padStart(10)).join(''));
const sizes = SIZES.map(inWords);
print('', [
  'units',
  ...sizes.slice(1).map(() => ''),
  'times',
  'ms',
  ...sizes.slice(1).map(() => ''),
  'times',
]);
print('events', [...sizes, '', ...sizes, '']);
for (const row of rows) {
  const { units, milliseconds, missed } = verdictOf(row);
  const times = (ratio: number, bar: (typeof missed)[number]) =>
    `${ratio.toFixed(2)}${missed.includes(bar) ? ' !' : '  '}`;
  print(row.name, [
    ...row.units.map((value) => value.toFixed(1)),
    times(units, 'units'),
    ...row.milliseconds.map((value) => value.toFixed(1)),
    times(milliseconds, 'milliseconds'),
  ]);
}
console.log(
  '\nUnits are read units (a strongly consistent read of 4 kB is one), for writes write units (1 kB).',
);
for (const [index, size] of sizes.entries())
  for (const calls of measured[index]?.calls ?? []) console.log(`${size}, ${calls}`);
console.log();
for (const row of rows) {
  const miss = missOf(row);
  if (miss) console.log(miss);
}
const unexpected = rows.filter((row) => !row.grows && verdictOf(row).missed.includes('units'));
process.exit(unexpected.length > 0 ? 1 : 0);
