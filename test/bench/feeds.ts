import { parseFeed as feedsmith } from 'feedsmith';
import RssParser from 'rss-parser';
import { parseFeed } from '../../shared/ingestion/parse-feed.ts';
import type { BenchRow } from './bench-row.ts';

const WORDS =
  'talks trade naval patrol visit energy border summit accord railway figures ministers signed Moscow Beijing'.split(
    ' ',
  );

/** A made-up RSS feed of so many items; every item another, the same in each run. */
const feedOf = (items: number, words: number): string => {
  const text = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => WORDS[(from * 7 + index * 3) % WORDS.length]).join(' ');
  const item = (index: number) =>
    `<item><title>${text(index, 9)} ${index}</title><link>https://outlet.example/${index}?utm_source=rss</link><guid>${index}</guid><pubDate>Mon, 20 Mar 2023 10:${String(index % 60).padStart(2, '0')}:00 GMT</pubDate><description>&lt;p&gt;${text(index, words)}&lt;/p&gt; &amp;amp; more</description></item>`;
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Made up</title><link>https://outlet.example/</link>${Array.from({ length: items }, (_, index) => item(index)).join('')}</channel></rss>`;
};

/** The lower quartile: whatever else the machine does only adds time. */
const typical = (times: number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 4)] ?? 0;

/** All in turn, so that a busy machine slows all alike; the typical time of each in milliseconds. */
const race = async (runners: (() => unknown)[], rounds: number): Promise<number[]> => {
  const times: number[][] = runners.map(() => []);
  for (let round = 0; round < rounds + 3; round++) {
    for (const [index, run] of runners.entries()) {
      const began = performance.now();
      await run();
      if (round >= 3) times[index]?.push(performance.now() - began);
    }
  }
  return times.map(typical);
};

/** Decoding and parsing against what others take for parsing alone, in one run. */
export const feedBench = async (quick: boolean): Promise<BenchRow[]> => {
  const rows: BenchRow[] = [];
  for (const [name, xml, rounds] of [
    ['100 items', feedOf(100, 40), 60],
    ['5 MB', feedOf(2500, 200), quick ? 5 : 15],
  ] as const) {
    const bytes = new TextEncoder().encode(xml);
    const readers = [
      () => parseFeed(bytes, 'text/xml'),
      () => new RssParser().parseString(xml),
      () => feedsmith(xml),
    ];
    const [ours = 0, rssParser = 0, smith = 0] = await race(readers, rounds);
    const beside = (other: string, time: number): string =>
      `${(time / ours).toFixed(2)} times the speed of ${other} (${time.toFixed(1)} ms)`;
    rows.push({
      name: `feed of ${name}: decode and parse`,
      value: `${ours.toFixed(1)} ms`,
      beside: `${beside('rss-parser', rssParser)}, ${beside('feedsmith', smith)}`,
    });
  }
  return rows;
};
