import { parseArgs } from 'node:util';
import { startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { inWeek, issueOf } from '../fakes/digests.ts';
import { type FaultRun, inMemory, runWithFaults, storesIn } from '../fakes/mail-faults.ts';

/**
 * `npm run faults -- --seeds 1000 [--store embedded]`: an issue sent by two workers of which each may die at any call, a
 * thousand times; with `embedded` over DynamoDB's own protocol and adapters, which takes longer.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '1000' }, store: { type: 'string', default: 'memory' } },
});
const seeds = Number(values.seeds);
if (!['memory', 'embedded'].includes(values.store)) {
  console.error('--store is memory or embedded.');
  process.exit(2);
}

const play = async (seed: number): Promise<FaultRun> => {
  if (values.store === 'memory') return runWithFaults(seed, digest, inMemory());
  const dynamo = await startEmbedded();
  const run = await runWithFaults(seed, digest, storesIn(dynamo));
  await dynamo.stop();
  return run;
};

process.stderr.write = () => true; // each run logs its pauses and repairs
const digest = await issueOf([inWeek('a meeting')]);
const sum = { crashes: 0, calls: 0, taken: 0, once: 0, twice: 0, toLeavers: 0, forgotten: 0, incomplete: 0 };
const states = new Map<string, number>();
const began = Date.now();
for (let seed = 1; seed <= seeds; seed++) {
  const run = await play(seed);
  sum.crashes += run.crashes;
  sum.calls += run.calls;
  sum.toLeavers += run.toLeavers;
  sum.forgotten += run.forgotten;
  sum.incomplete += run.mailing === 'complete' ? 0 : 1;
  for (const times of run.taken.values()) {
    sum.taken += times;
    sum[times === 1 ? 'once' : 'twice']++;
  }
  for (const [state, count] of run.states) states.set(state, (states.get(state) ?? 0) + count);
}
const rows: [string, number][] = [
  ['runs, each with its own seed', seeds],
  ['calls', sum.calls],
  ['workers that died', sum.crashes],
  ['mails that the mail service took', sum.taken],
  ['readers who got exactly one', sum.once],
  ['readers who got it twice', sum.twice],
  ['mails to readers who had left', sum.toLeavers],
  ['readers who were forgotten', sum.forgotten],
  ['issues that did not come to an end', sum.incomplete],
  ...[...states].map(([state, count]): [string, number] => [`ledger: ${state}`, count]),
];
for (const [name, count] of rows) process.stdout.write(`${name.padEnd(38)}${String(count).padStart(10)}\n`);
process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
process.exit(sum.twice + sum.toLeavers + sum.forgotten + sum.incomplete > 0 ? 1 : 0);
