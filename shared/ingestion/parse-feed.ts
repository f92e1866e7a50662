import { decode } from './decode.ts';
import { feedDate } from './feed-date.ts';
import { collapse, plainText } from './plain-text.ts';
import type { RawFeed, RawItem } from './raw-feed.ts';
import { readJsonFeed } from './read-json-feed.ts';
import { readRss } from './read-rss.ts';
import { readTolerant } from './read-tolerant.ts';

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
  const feed = await read(text);
  if (!feed) return { failure: 'not a feed' };
  const kind = feed.titleKind === 'text' ? collapse : plainText;
  return {
    title: kind(feed.title.slice(0, LONGEST_TITLE)),
    items: feed.items.map((item) => itemOf(item, feed, url, offset)),
    interval: intervalOf(text.slice(0, CHANNEL)),
  };
};

const CHANNEL = 8000; // characters in which a channel says things about itself
const PERIODS: Record<string, number> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
};

const intervalOf = (text: string): number | null => {
  const ttl = /<ttl>\s*(\d{1,6})\s*<\/ttl>/i.exec(text)?.[1];
  const period = PERIODS[/<sy:updatePeriod>\s*(\w{1,10})/i.exec(text)?.[1]?.toLowerCase() ?? ''];
  const times = Number(/<sy:updateFrequency>\s*(\d{1,4})/i.exec(text)?.[1] ?? 1);
  const asked = [ttl ? Number(ttl) : 0, period && times > 0 ? period / times : 0].filter(
    (minutes) => minutes > 0,
  );
  return asked.length > 0 ? Math.max(...asked) : null;
};

const read = async (text: string): Promise<RawFeed | undefined> => {
  if (text.startsWith('{')) return readJsonFeed(text);
  const head = text.slice(0, 2000);
  // Atom's typed texts and bases are lost in rss-parser's result, so Atom goes to the reader that keeps them.
  const rss = /<(rss|rdf:RDF)[\s>]/.test(head) && !/xml:base|<!DOCTYPE|<!ENTITY/i.test(text.slice(0, 20_000));
  const read = rss ? await readRss(text) : undefined;
  if (read?.items.every(isWhole)) return read;
  // What rss-parser leaves out (dates and links under other names) the tolerant reader may find.
  return readTolerant(text) ?? read;
};

const isWhole = ({ title, links, guid, dates }: RawItem): boolean =>
  Boolean(title?.text && (links.length > 0 || guid) && dates.length > 0);

const itemOf = (raw: RawItem, feed: RawFeed, url: string | undefined, offset: number): FeedItem => {
  const link = linkOf(raw, feed, url);
  return {
    id: (raw.guid?.trim() || link) ?? '',
    url: link,
    title: titleOf(raw),
    summary: plainText((raw.summaries[0] ?? '').slice(0, LONGEST_SUMMARY * 4)).slice(0, LONGEST_SUMMARY),
    published: raw.dates.map((date) => feedDate(date, offset)).find((date) => date !== null) ?? null,
    source: raw.source && { name: plainText(raw.source.name), url: raw.source.url },
  };
};

const titleOf = ({ title, summaries }: RawItem): string => {
  const text = title
    ? title.kind === 'text'
      ? collapse(title.text)
      : plainText(title.text.slice(0, LONGEST_TITLE * 4))
    : '';
  return (text || plainText((summaries[0] ?? '').slice(0, 400)).slice(0, 100)).slice(0, LONGEST_TITLE);
};

const linkOf = (raw: RawItem, feed: RawFeed, url: string | undefined): string | null => {
  const guid = raw.guidIsLink && /^https?:\/\//i.test(raw.guid?.trim() ?? '') ? raw.guid : null;
  const link = (raw.links.find((candidate) => candidate.trim() !== '') ?? guid)?.trim();
  if (!link) return null;
  const base = [raw.base, url, feed.link].find((candidate) => candidate && URL.canParse(candidate));
  return /^[a-z][a-z0-9+.-]*:/i.test(link) ? link : ((base && URL.parse(link, base)?.href) ?? link);
};
