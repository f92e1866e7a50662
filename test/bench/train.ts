import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { goldDir } from './gold.ts';
import { devLabelled, madeUpItems, ownLabelled } from './labels.ts';
import { learn } from './learn.ts';

/**
 * Learns every layer anew, bit for bit, from the labelled items; blind ones are left out.
 * AMUR_GOLD_DIR=... node test/bench/train.ts
 */
const dir = goldDir();
if (!dir) {
  console.error('AMUR_GOLD_DIR is not set: there are no labelled items to learn from.');
  process.exit(2);
}
const own = (await ownLabelled(dir)).filter(({ set }) => set !== 'blind');
const items = [...devLabelled(dir), ...own, ...madeUpItems()];
const { weights, grams, types, statuses } = learn(items);
const version = createHash('sha256')
  .update(JSON.stringify([weights, grams, types, statuses]))
  .digest('hex')
  .slice(0, 8);
const write = (name: string, value: object, indent?: number): void =>
  writeFileSync(
    new URL(`../../shared/classification/lexicon/${name}.json`, import.meta.url),
    `${JSON.stringify({ version, ...value }, null, indent)}\n`,
  );
write('weights', weights, 1);
write('grams', grams);
write('type-weights', types);
write('status-weights', statuses);
console.log(`Learnt from ${items.length} items (${own.length} of our own labels): version ${version}.`);
