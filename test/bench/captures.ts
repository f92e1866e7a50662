import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFeed } from '../../shared/ingestion/parse-feed.ts';

/** `npm run captures -- FOLDER`: what was read from each feed that somebody captured. */
const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('Name a folder of captured feeds.');
  process.exit(2);
}
const row = (cells: (string | number)[]): string =>
  cells
    .map((cell, index) => String(cell)[index === 0 ? 'padEnd' : 'padStart'](index === 0 ? 44 : 9))
    .join(' ');
console.log(row(['file', 'items', 'no title', 'no link', 'no date', 'ms']));
for (const name of readdirSync(folder)
  .filter((file) => /\.(xml|rss|atom|json)$/.test(file))
  .sort()) {
  const began = performance.now();
  const feed = await parseFeed(readFileSync(join(folder, name)));
  const time = (performance.now() - began).toFixed(1);
  if ('failure' in feed) console.log(row([name, feed.failure, '', '', '', time]));
  else {
    const lacking = (field: 'title' | 'url' | 'published') =>
      feed.items.filter((item) => !item[field]).length;
    console.log(row([name, feed.items.length, lacking('title'), lacking('url'), lacking('published'), time]));
  }
}
