import { decode } from './decode.ts';
import type { Fetched, FetchFeed } from './fetch-feed.ts';
import { afterSuccess } from './next-visit.ts';
import { parseFeed } from './parse-feed.ts';
import type { Source } from './source.ts';

export type Checked =
  | { format: string; charset: string; items: number; newest: string | null; again: number }
  | { reason: string };

/**
 * One visit that stores nothing: for the person who runs the list for the first time from a real network.
 * `again`: minutes until the next visit, as the plan would have it.
 */
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
  const fresh = Math.max(fetched.maxAge ?? 0, (feed.interval ?? 0) * 60);
  return {
    ...shapeOf(fetched),
    items: feed.items.length,
    newest: dates.at(-1) ?? null,
    again: afterSuccess(null, fresh) / 60_000,
  };
};

const shapeOf = ({
  bytes,
  contentType,
}: Extract<Fetched, { outcome: 'fetched' }>): { format: string; charset: string } => {
  const head = decode(bytes.subarray(0, 4096), contentType);
  const format = /^\s*\{/.test(head)
    ? 'JSON Feed'
    : /<feed[\s>]/.test(head)
      ? 'Atom'
      : /<rdf:RDF/.test(head)
        ? 'RSS 1.0'
        : 'RSS';
  const declared = /charset=([\w-]+)/i.exec(contentType) ?? /encoding=["']([\w-]+)/i.exec(head);
  return { format, charset: declared?.[1]?.toLowerCase() ?? 'not declared' };
};

const ALTERNATE = /<link\b[^>]{0,500}>/gi;

/**
 * The feed at an address, or the one that a web page there names (`link rel=alternate`).
 * @returns the feed's address, or a reason in words.
 */
export const findFeed = async (
  fetchFeed: FetchFeed,
  url: string,
): Promise<{ url: string; title: string } | { reason: string }> => {
  const fetched = await fetchFeed({ url, etag: null, lastModified: null });
  if (fetched.outcome === 'failed') return { reason: fetched.reason };
  if (fetched.outcome !== 'fetched') return { reason: `The server answered "${fetched.outcome}".` };
  const feed = await parseFeed(fetched.bytes, fetched.contentType, fetched.url);
  if (!('failure' in feed)) return { url: fetched.url, title: feed.title };
  const named = alternateOf(decode(fetched.bytes, fetched.contentType), fetched.url);
  return named ? findFeed(fetchFeed, named) : { reason: 'There is no feed, and the page names none.' };
};

const alternateOf = (html: string, base: string): string | undefined => {
  for (const [tag] of html.matchAll(ALTERNATE)) {
    const attribute = (name: string) =>
      new RegExp(`\\b${name}\\s*=\\s*["']?([^"'\\s>]+)`, 'i').exec(tag)?.[1];
    const isFeed =
      /(?:rss|atom|feed)/i.test(attribute('type') ?? '') && /alternate/i.test(attribute('rel') ?? '');
    const href = attribute('href');
    if (isFeed && href) return URL.parse(href, base)?.href;
  }
  return undefined;
};
