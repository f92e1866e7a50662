import fc from 'fast-check';
import { decoded } from '../../shared/ingestion/decode.ts';
import { feedDate } from '../../shared/ingestion/feed-date.ts';
import { type FeedItem, parseFeed } from '../../shared/ingestion/parse-feed.ts';
import { mutatedBytes, mutatedText } from './mutated.ts';
import { must, type Target, target } from './target.ts';

const HEADERS = [
  undefined,
  '',
  'text/xml',
  'text/xml; charset=utf-8',
  'text/xml; charset=koi8-r',
  'text/xml; charset=gbk',
];
const header = fc.oneof(fc.constantFrom(...HEADERS), fc.string());
const DATES = [
  ...[
    'Mon, 20 Mar 2023 10:00:00 GMT',
    '20 Mar 23 10:00 +0300',
    '2023-03-20T10:00:00.123+08:00',
    '20230320T100000Z',
  ],
  ...[
    '20 марта 2023 г., 10:00 МСК',
    '2023年3月20日 下午6:00',
    'March 20, 2023 at 10:00 pm EST',
    '03/20/2023 10:00',
    '1679306400',
  ],
];
const NOW = Date.parse('2026-01-15T12:00:00Z');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
const UNSEEN = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

const wellFormed = ({ id, url, title, summary, published }: FeedItem): void => {
  must(!UNSEEN.test(title) && title === title.trim() && title.length <= 1000, 'a title is plain text');
  must(title.isWellFormed() && summary.isWellFormed(), 'no half characters');
  must(
    !UNSEEN.test(summary) && summary === summary.trim() && summary.length <= 5000,
    'a summary is plain text',
  );
  must(id.length <= 8000 && (url === null || (url !== '' && url.length <= 8000)), 'addresses are short');
  must(published === null || new Date(published).toISOString() === published, 'a date is an instant');
};

/** @param seeds feeds to damage. */
export const feedTargets = (seeds: Buffer[]): Target[] => [
  target(
    'decode',
    fc.tuple(fc.oneof(mutatedBytes(seeds), fc.uint8Array({ maxLength: 300 })), header),
    ([bytes, type]) => {
      const { text, charset } = decoded(bytes, type);
      must(text.length <= bytes.length, 'no more characters than bytes');
      must(/^[\w.:-]+$/.test(charset), 'a charset has a name');
    },
  ),
  target('parseFeed', fc.tuple(mutatedBytes(seeds), header), async ([bytes, type]) => {
    const feed = await parseFeed(bytes, type, 'https://outlet.example/rss');
    if ('failure' in feed) return;
    must(feed.items.length <= 5000, 'no more than 5000 items');
    must(feed.interval === null || feed.interval > 0, 'an interval is positive');
    feed.items.forEach(wellFormed);
    must(Object.keys({}).length === 0 && !('polluted' in {}), 'objects are as they were');
  }),
  target('dates', fc.tuple(mutatedText(DATES), fc.integer({ min: -720, max: 840 })), ([raw, offset]) => {
    const read = feedDate(raw, offset, NOW);
    must(read === null || feedDate(read, offset, NOW) === read, 'an instant is read as itself');
    must(read === null || Date.parse(read) <= NOW + 86_400_000, 'no date is of the future');
  }),
];
