import { createHash } from 'node:crypto';
import { canonicalUrl } from './canonical-url.ts';
import type { FeedItem } from './parse-feed.ts';

const sha256 = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/**
 * What makes an item the same item when it comes again: its guid within the outlet, else its link, else title and
 * date. A guid that is an address is folded like one, since feeds switch between http and https.
 */
export const identityOf = ({ id, url, title, published }: FeedItem): string => {
  if (id) return canonicalUrl(id);
  return url ? canonicalUrl(url) : `${title} ${published ?? ''}`;
};

/** The id of the report that an outlet's item becomes. */
export const reportIdOf = (outlet: string, item: FeedItem): string =>
  `r${sha256(outlet, identityOf(item)).slice(0, 24)}`;

/** Another hash of a known report is a new version of it. */
export const contentHashOf = ({ title, summary }: Pick<FeedItem, 'title' | 'summary'>): string =>
  sha256(title, summary).slice(0, 24);

/** Identity and content together: an item with a known fingerprint needs no second look. */
export const fingerprintOf = (item: FeedItem): string =>
  sha256(identityOf(item), contentHashOf(item)).slice(0, 16);

/**
 * Items of one body, each once. A guid that two different pages share identifies neither, so their links are used.
 */
export const distinctItems = (items: FeedItem[]): FeedItem[] => {
  const pages = new Map<string, Set<string>>();
  for (const { id, url } of items)
    if (id && url) pages.set(id, (pages.get(id) ?? new Set()).add(canonicalUrl(url)));
  const own = items.map((item) =>
    (pages.get(item.id)?.size ?? 0) > 1 ? { ...item, id: `${item.id}|${item.url}` } : item,
  );
  return [...new Map(own.map((item) => [identityOf(item), item])).values()];
};

export const bodyHashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
