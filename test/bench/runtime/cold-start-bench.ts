import { startEmbedded } from '../../../shared/platform/embedded-dynamo.dynalite.ts';
import type { BenchRow } from '../bench-row.ts';
import { bundleBare, bundleBareSdk, bundleFunction } from './bundle.ts';
import { hasRuntimeClient, startSandbox } from './sandbox.ts';
import { SETTINGS } from './settings.ts';

const FUNCTIONS = ['plan', 'ingest', 'record', 'digest', 'deliver', 'feedback', 'operate', 'api'] as const;
const MOST_BYTES = 1_000_000;

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Start-up of each bundle in Lambda's own runtime client, beside a bare handler and a bare SDK handler of the same run. */
export const coldStartBench = async (quick: boolean): Promise<BenchRow[]> => {
  const bundles = await Promise.all(
    FUNCTIONS.map(async (name) => ({ name, ...(await bundleFunction(name)) })),
  );
  const sizes = bundles.map(({ name, bytes }) => ({
    name: `bundle of ${name}`,
    value: `${Math.round(bytes / 1000)} kB`,
    beside: bytes <= MOST_BYTES ? 'within 1,000 kB' : 'over 1,000 kB',
  }));
  if (!hasRuntimeClient())
    return [...sizes, { name: 'start-up in Lambda’s runtime', value: 'not measured', beside: BUILD }];
  const bare = [
    { name: 'bare', ...(await bundleBare()) },
    { name: 'bare SDK', ...(await bundleBareSdk()) },
  ];
  const inits = await measure([...bare, ...bundles], quick ? 5 : 15);
  const floor = inits.get('bare SDK') ?? 1;
  const starts = [...inits].map(([name, init]) => ({
    name: `start-up of ${name}`,
    value: `${init.toFixed(1)} ms`,
    beside: `${(init / floor).toFixed(2)} x the bare SDK handler`,
  }));
  return [...sizes, ...starts];
};

const BUILD = 'npm install in test/bench/runtime builds the client';

/** Median start-up of each bundle; the bundles take turns, so that a busy moment meets all alike. */
const measure = async (
  bundles: { name: string; folder: string }[],
  turns: number,
): Promise<Map<string, number>> => {
  const dynamo = await startEmbedded();
  const times = new Map(bundles.map(({ name }) => [name, [] as number[]]));
  for (let turn = 0; turn <= turns; turn++)
    for (const { name, folder } of bundles) {
      const sandbox = await startSandbox(folder, SETTINGS(dynamo));
      await sandbox.stop();
      if (turn > 0) times.get(name)?.push(sandbox.init); // the first turn warms the disk's cache
    }
  await dynamo.stop();
  return new Map([...times].map(([name, values]) => [name, median(values)]));
};
