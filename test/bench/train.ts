import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { devItems, goldDir, textOf } from './gold.ts';
import { exampleOf, train } from './training.ts';

/** `npm run train`: learns the weights of the linear layer anew, bit for bit, from the labelled items. */
const dir = goldDir();
if (!dir) {
  console.error('AMUR_GOLD_DIR is not set: there are no labelled items to learn from.');
  process.exit(2);
}
const examples = devItems(dir).map((item) => exampleOf(textOf(item), item.label.relevant));
const learnt = train(examples);
const version = createHash('sha256').update(JSON.stringify(learnt)).digest('hex').slice(0, 8);
const file = new URL('../../shared/classification/lexicon/weights.json', import.meta.url);
writeFileSync(file, `${JSON.stringify({ version, ...learnt }, null, 1)}\n`);
console.log(
  `Learnt ${Object.keys(learnt.weights).length} weights from ${examples.length} items: version ${version}.`,
);
