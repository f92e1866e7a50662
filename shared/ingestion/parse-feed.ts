import { decode } from './decode.ts';
import { feedDate } from './feed-date.ts';
import { collapse, cut, plainText } from './plain-text.ts';
import type { RawFeed, RawItem } from './raw-feed.ts';
import { readJsonFeed } from './read-json-feed.ts';
import { readXmlFeed } from './read-xml-feed.ts';

export type FeedItem = {
  /** The feed's own guid, trimmed, else the link, else empty. */
  id: string;
  /** Absolute where it can be made so, otherwise as given; null where there is none. */
  url: string | null;
  title: string;
  summary: string;
  /** ISO 8601 instant, or null: publication is never invented. */
  published: string | null;
  /** The outlet that an aggregator names. */
  source: { name: string; url: string | null } | null;
};

export type ParsedFeed = {
  title: string;
  items: FeedItem[];
  /** Minutes between two visits that the feed asks for (RSS `ttl`, `sy:updatePeriod`); null when it asks for none. */
  interval: number | null;
};
export type ParseFailure = { failure: 'empty' | 'too large' | 'not a feed' };

const LARGEST = 10 * 1024 * 1024; // bytes, decoded; the largest real feeds have some 3 MB
const LONGEST_TITLE = 1000;
const LONGEST_SUMMARY = 5000;
const LONGEST_ADDRESS = 8000; // characters; what is longer leads nowhere

/**
 * Reads a feed of any format and charset. It never throws, and its time is linear in the input.
 * @param contentType the Content-Type header, if any.
 * @param url where the feed was fetched: relative links start there when the feed names no base.
 * @param offset minutes east of UTC for dates that name no zone.
 */
export const parseFeed = async (
  bytes: Uint8Array,
  contentType?: string,
  url?: string,
  offset = 0,
): Promise<ParsedFeed | ParseFailure> => {
  if (bytes.length > LARGEST) return { failure: 'too large' };
  const text = decode(bytes, contentType).replace(/^[\ufeff\s]+/, '');
  if (text === '') return { failure: 'empty' };
  const feed = text.startsWith('{') ? readJsonFeed(text) : readXmlFeed(text);
  if (!feed) return { failure: 'not a feed' };
  const kind = feed.titleKind === 'text' ? collapse : plainText;
  return {
    title: kind(feed.title.slice(0, LONGEST_TITLE)),
    items: feed.items.map((item) => itemOf(item, feed, url, offset)),
    interval: intervalOf(feed.asks),
  };
};

/** Minutes in each period of the syndication module. */
const PERIODS = new Map([
  ['hourly', 60],
  ['daily', 1440],
  ['weekly', 10_080],
  ['monthly', 43_200],
  ['yearly', 525_600],
]);

/** The longer of what `ttl` and the syndication module ask for, in minutes; what makes no sense asks for nothing. */
const intervalOf = ({ ttl = '', period = '', frequency = '1' }: RawFeed['asks']): number | null => {
  const minutes = /^\d{1,6}$/.test(ttl) ? Number(ttl) : 0;
  const times = /^\d{1,4}$/.test(frequency) ? Number(frequency) : 1;
  const asked = Math.max(minutes, (PERIODS.get(period.toLowerCase()) ?? 0) / Math.max(times, 1));
  return asked > 0 ? asked : null;
};

const itemOf = (raw: RawItem, feed: RawFeed, url: string | undefined, offset: number): FeedItem => {
  const link = linkOf(raw, feed, url);
  return {
    id: (raw.guid?.trim().slice(0, LONGEST_ADDRESS) || link) ?? '',
    url: link,
    title: titleOf(raw),
    summary: cut(plainText((raw.summaries[0] ?? '').slice(0, LONGEST_SUMMARY * 4)), LONGEST_SUMMARY),
    published: publishedOf(raw.dates, offset),
    source: raw.source && { name: plainText(raw.source.name), url: raw.source.url },
  };
};

/** The first of them that is a date. */
const publishedOf = (dates: string[], offset: number): string | null => {
  for (const raw of dates) {
    const date = feedDate(raw, offset);
    if (date) return date;
  }
  return null;
};

const titleOf = ({ title, summaries }: RawItem): string => {
  const text = title
    ? title.kind === 'text'
      ? collapse(title.text)
      : plainText(title.text.slice(0, LONGEST_TITLE * 4))
    : '';
  return cut(text, LONGEST_TITLE) || cut(plainText((summaries[0] ?? '').slice(0, 400)), 100);
};

const linkOf = (raw: RawItem, feed: RawFeed, url: string | undefined): string | null => {
  const guid = raw.guidIsLink && /^https?:\/\//i.test(raw.guid?.trim() ?? '') ? raw.guid : null;
  const link = (raw.links.find((candidate) => candidate.trim() !== '') ?? guid)?.trim();
  if (!link || link.length > LONGEST_ADDRESS) return null;
  if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return link;
  const base = [raw.base, url, feed.link].find((candidate) => candidate && URL.canParse(candidate));
  return (base && URL.parse(link, base)?.href) ?? link;
};
