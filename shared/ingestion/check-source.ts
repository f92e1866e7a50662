import type { FetchFeed } from './fetch-feed.ts';
import { parseFeed } from './parse-feed.ts';
import type { Source } from './source.ts';

export type Checked = { items: number; newest: string | null } | { reason: string };

/** One visit that stores nothing: for the person who runs the list for the first time from a real network. */
export const checkSource = async (fetchFeed: FetchFeed, source: Source): Promise<Checked> => {
  const fetched = await fetchFeed({ url: source.url, etag: null, lastModified: null });
  if (fetched.outcome === 'failed') return { reason: fetched.reason };
  if (fetched.outcome !== 'fetched') return { reason: `The server answered "${fetched.outcome}".` };
  const feed = await parseFeed(fetched.bytes, fetched.contentType, fetched.url, source.offset);
  if ('failure' in feed) return { reason: `The answer is ${feed.failure}.` };
  const dates = feed.items
    .map(({ published }) => published)
    .filter((date) => date !== null)
    .sort();
  return { items: feed.items.length, newest: dates.at(-1) ?? null };
};
