import { decodeHTML } from 'entities';
import { decode, decoded } from './decode.ts';
import type { Fetched, FetchFeed } from './fetch-feed.ts';
import { afterSuccess } from './next-visit.ts';
import { parseFeed } from './parse-feed.ts';
import type { Source } from './source.ts';

export type Checked =
  | {
      format: string;
      charset: string;
      items: number;
      newest: string | null;
      again: number;
      /** Items that another reader finds and ours does not; 0 where both agree or the other cannot read it. */
      missed: number;
    }
  | { reason: string };

/** What a fetch came to when it brought no body, in words. */
const withoutBody = (fetched: Exclude<Fetched, { outcome: 'fetched' }>): { reason: string } => {
  if (fetched.outcome === 'failed') return { reason: fetched.reason };
  return {
    reason: fetched.outcome === 'gone' ? 'Gone for good, as the server says (410).' : 'Nothing new (304).',
  };
};

/**
 * One visit that stores nothing: for the person who runs the list for the first time from a real network.
 * `again`: minutes until the next visit, as the plan would have it.
 */
export const checkSource = async (fetchFeed: FetchFeed, source: Source): Promise<Checked> => {
  const fetched = await fetchFeed({ url: source.url, etag: null, lastModified: null });
  if (fetched.outcome !== 'fetched') return withoutBody(fetched);
  const feed = await parseFeed(fetched.bytes, fetched.contentType, fetched.url, source.offset);
  if ('failure' in feed) return { reason: `The answer is ${feed.failure}.` };
  const { text, charset } = decoded(fetched.bytes, fetched.contentType);
  const dates = feed.items
    .map(({ published }) => published)
    .filter((date) => date !== null)
    .sort();
  const { itemsByAnother } = await import('./second-reader.ts');
  const theirs = await itemsByAnother(text);
  const fresh = Math.max(fetched.maxAge ?? 0, (feed.interval ?? 0) * 60);
  return {
    format: formatOf(text.slice(0, 4096)),
    charset,
    items: feed.items.length,
    newest: dates.at(-1) ?? null,
    again: afterSuccess(null, fresh) / 60_000,
    missed: Math.max(0, (theirs ?? 0) - feed.items.length),
  };
};

const formatOf = (head: string): string => {
  if (/^\s*\{/.test(head)) return 'JSON Feed';
  if (/<feed[\s>]/.test(head)) return 'Atom';
  return /<rdf:RDF/.test(head) ? 'RSS 1.0' : 'RSS';
};

/** A feed that was found: its address, its title, and some of its words, which tell its language. */
export type Found = { url: string; title: string; words: string };

/**
 * The feed at an address, or the one that a web page there names (`link rel=alternate`).
 * @returns the feed, or a reason in words.
 */
export const findFeed = async (
  fetchFeed: FetchFeed,
  url: string,
  hops = 1,
): Promise<Found | { reason: string }> => {
  const fetched = await fetchFeed({ url, etag: null, lastModified: null });
  if (fetched.outcome !== 'fetched') return withoutBody(fetched);
  const feed = await parseFeed(fetched.bytes, fetched.contentType, fetched.url);
  if (!('failure' in feed)) {
    const words = feed.items.slice(0, 20).map(({ title }) => title);
    return { url: fetched.url, title: feed.title, words: words.join(' ') };
  }
  const named = alternateOf(decode(fetched.bytes, fetched.contentType), fetched.url);
  if (!named) return { reason: 'There is no feed, and the page names none.' };
  return hops > 0
    ? findFeed(fetchFeed, named, hops - 1)
    : { reason: `${named}, which it names, is no feed.` };
};

const LONGEST_TAG = 500; // characters
const MOST_TAGS = 200;
const ATTRIBUTE = /([a-z]{1,10})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/** The first `link` that names a feed as another form of the page. */
const alternateOf = (html: string, base: string): string | undefined => {
  let at = -1;
  for (let looked = 0; looked < MOST_TAGS; looked++) {
    const next = html.slice(at + 1).search(/<link\s/i);
    if (next < 0) return undefined;
    at += next + 1;
    const tag = html.slice(at, at + LONGEST_TAG).split('>', 1)[0] ?? '';
    const { type = '', rel = '', href } = attributesOf(tag);
    if (href && /rss|atom|feed/i.test(type) && /alternate/i.test(rel))
      return URL.parse(decodeHTML(href), base)?.href;
  }
  return undefined;
};

const attributesOf = (tag: string): Partial<Record<string, string>> =>
  Object.fromEntries(
    [...tag.matchAll(ATTRIBUTE)].map(([, name = '', ...values]) => [
      name.toLowerCase(),
      values.find((value) => value !== undefined),
    ]),
  );
