import fc from 'fast-check';
import { apiTargets } from './api.ts';
import { feedTargets } from './feeds.ts';
import { recordTargets } from './record.ts';
import { feedSeeds, textSeeds } from './seeds.ts';
import type { Target } from './target.ts';

/**
 * `npm run fuzz -- [N] [--only NAME] [--from FOLDER] [--seed S]`: N damaged inputs for everything that meets outside
 * input, with those of a folder of real feeds among the seeds. Prints what it found, the shortest input first.
 */
const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};
const runs = Number(process.argv[2] ?? 1000) || 1000;
const seed = Number(option('seed') ?? Date.now() % 2 ** 31);
const only = option('only');

const targets = [...feedTargets(feedSeeds(option('from'))), ...recordTargets(textSeeds()), ...apiTargets()];

const run = async ({ name, input, holds }: Target): Promise<boolean> => {
  let worst = 0;
  const began = performance.now();
  const property = fc.asyncProperty(input, async (one) => {
    const start = process.cpuUsage();
    await holds(one as never);
    worst = Math.max(worst, process.cpuUsage(start).user / 1000); // not the clock, which others slow down too
  });
  const result = await fc.check(property, { numRuns: runs, seed });
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const found = result.failed ? 'FOUND' : 'nothing found';
  console.log(
    `${name.padEnd(12)} ${String(result.numRuns).padStart(7)} inputs  ${seconds.padStart(5)} s  worst ${worst.toFixed(0).padStart(5)} ms  ${found}`,
  );
  if (result.failed) {
    const why = result.errorInstance instanceof Error ? result.errorInstance.stack : result.errorInstance;
    console.log(`${why}\nInput: ${fc.stringify(result.counterexample).slice(0, 5000)}`);
    console.log(`Again: npm run fuzz -- ${runs} --only "${name}" --seed ${seed}`);
  }
  return !result.failed;
};

console.log(`Seed ${seed}.`);
let good = true;
for (const one of targets) if (!only || one.name === only) good = (await run(one)) && good;
process.exit(good ? 0 : 1);
