import { writeFileSync } from 'node:fs';
import { runAccuracy } from './accuracy.ts';
import { apiBench } from './api.ts';
import type { BenchRow } from './bench-row.ts';
import { clusterBench } from './clusters.ts';
import { costBench } from './cost/cost-bench.ts';
import { digestBench } from './digests.ts';
import { feedBench } from './feeds.ts';
import { goldDir } from './gold.ts';
import { coldStartBench } from './runtime/cold-start-bench.ts';

/** `npm run bench [-- --quick]`: one table on the screen, the same in bench-results.json. */
const dir = goldDir();
if (!dir) console.log('AMUR_GOLD_DIR is not set: what needs labelled items is left out.');
const quick = process.argv.includes('--quick');
const rows: BenchRow[] = [
  ...(await runAccuracy(dir)),
  ...(dir ? clusterBench(dir) : []),
  ...(await feedBench(quick)),
  ...(await digestBench(quick)),
  ...(await costBench()),
  ...(await apiBench(quick)),
  ...(await coldStartBench(quick)),
];
const width = Math.max(10, ...rows.map(({ name }) => name.length));
for (const { name, value, beside } of rows)
  console.log(`${name.padEnd(width)}  ${value.padStart(24)}  ${beside ?? ''}`);
writeFileSync('bench-results.json', `${JSON.stringify(rows, null, 2)}\n`);
