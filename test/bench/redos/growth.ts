import { readCursor } from '../../../functions/api/cursor.ts';
import { classify } from '../../../shared/classification/classify.ts';
import { canonicalUrl } from '../../../shared/ingestion/canonical-url.ts';
import { findFeed } from '../../../shared/ingestion/check-source.ts';
import { decode } from '../../../shared/ingestion/decode.ts';
import { feedDate } from '../../../shared/ingestion/feed-date.ts';
import type { FetchFeed } from '../../../shared/ingestion/fetch-feed.ts';
import { parseFeed } from '../../../shared/ingestion/parse-feed.ts';
import { plainText } from '../../../shared/ingestion/plain-text.ts';
import { Address } from '../../../shared/subscriptions/subscriber.ts';

/** What slow expressions and careless loops are slow on. */
const PIECES = [
  ...[
    'a',
    ' ',
    '\t',
    '\n',
    '(',
    '-',
    '.',
    '/',
    '<',
    '>',
    '&',
    '&#x41',
    '"',
    "'",
    '=',
    ']',
    ']]>',
    '<!--',
    '<![CDATA[',
  ],
  ...[
    '<a>',
    '</b>',
    '<a b="',
    '<div ',
    '&lt;div ',
    '<link ',
    '<link rel=',
    '<meta ',
    '<meta charset= ',
    '<script>',
  ],
  ...[
    '<item>',
    '<item><title>x</title></item>',
    '<?x ',
    'http://',
    '?a=1&',
    '%41',
    '\u0301',
    '中俄',
    'перв',
    '1 ',
    '20 Mar ',
  ],
  ...['0.00b', '0000年0月0分', 'charset=\t', 'a@', 'a.', '\\', '{"a":', '\ud800', '\0', '\u202e'],
];
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const rss = (inside: string): Uint8Array =>
  encode(
    `<rss version="2.0"><channel><title>T</title>${inside}<item><title>x</title></item></channel></rss>`,
  );
const page =
  (text: string): FetchFeed =>
  async () => ({
    outcome: 'fetched',
    bytes: encode(text),
    contentType: 'text/html',
    url: 'https://a.example/',
    movedTo: null,
    etag: null,
    lastModified: null,
    maxAge: null,
  });
const attempt = (run: () => unknown): unknown => {
  try {
    return run();
  } catch {
    return undefined; // a refusal is an answer too
  }
};

/** Everything that reads what others wrote. */
const READERS: Record<string, (text: string) => unknown> = {
  'parseFeed: the whole': (text) => parseFeed(encode(text)),
  'parseFeed: in a channel': (text) => parseFeed(rss(text)),
  'parseFeed: in a title': (text) => parseFeed(rss(`<item><title>${text}</title></item>`)),
  'parseFeed: in a description': (text) => parseFeed(rss(`<item><description>${text}</description></item>`)),
  'parseFeed: in an attribute': (text) => parseFeed(rss(`<item x="${text}"/>`)),
  'parseFeed: a header': (text) => parseFeed(rss(''), `text/xml; charset=${text}`),
  'decode: no UTF-8': (text) => decode(Buffer.from(`\xff${text}`, 'latin1')),
  plainText,
  feedDate,
  canonicalUrl,
  'findFeed: a page': (text) => findFeed(page(text), 'https://a.example/'),
  'classify: a title': (title) => classify({ title, summary: '', published: null }),
  'classify: a summary': (summary) => classify({ title: 'Russia and China', summary, published: null }),
  'a cursor': (text) => attempt(() => readCursor(text, {})),
  'an address': (text) => Address.safeParse(text),
};

const time = async (run: () => unknown): Promise<number> => {
  const began = performance.now();
  await run();
  return performance.now() - began;
};

const KB = 1000;
const SMALL = 300; // milliseconds in which a megabyte may be read whatever the growth
const FASTER = 8; // times the time for four times the text is more than linear

const isSlow = (quarter: number, whole: number): boolean => whole > SMALL && whole > quarter * FASTER;

export type Growth = { what: string; piece: string; quarter: number; whole: number; slow: boolean };

/** Each reader on 250 kB and 1 MB of each piece, the slowest first. */
export const growthRows = async (): Promise<Growth[]> => {
  const rows: Growth[] = [];
  for (const [what, read] of Object.entries(READERS)) {
    for (const piece of PIECES) {
      const of = (size: number) => () => read(piece.repeat(size / piece.length));
      const quarter = await time(of(250 * KB));
      let whole = await time(of(1000 * KB));
      // Something else may have had the machine: what is slow is slow again.
      for (let again = 0; again < 3 && isSlow(quarter, whole); again++)
        whole = Math.min(whole, await time(of(1000 * KB)));
      rows.push({ what, piece, quarter, whole, slow: isSlow(quarter, whole) });
    }
  }
  return rows.sort((a, b) => b.whole - a.whole);
};
