import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../shared/ingestion/parse-feed.ts';

const MB = 1_000_000;
const GOOD = '<item><title>Good</title><link>https://outlet.example/good</link><guid>good</guid></item>';
const rss = (inside: string, before = '<?xml version="1.0"?>'): string =>
  `${before}<rss version="2.0"><channel><title>T</title>${inside}${GOOD}</channel></rss>`;
const doctype = (declarations: string, inside: string): string =>
  rss(inside, `<?xml version="1.0"?><!DOCTYPE rss [${declarations}]>`);
const item = (inside: string): string => `<item>${inside}</item>`;
const titled = (title: string): string => item(`<title>${title}</title><guid>x</guid>`);
const described = (text: string): string =>
  item(`<title>D</title><guid>d</guid><description>${text}</description>`);
const fill = (piece: string, size = MB): string => piece.repeat(Math.ceil(size / piece.length));
const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

/** What an attacker or a broken server may send, and what becomes of the good item in it: kept unless said otherwise. */
type Row = { it: string; feed: string | Uint8Array; header?: string; lost?: 'item' | 'feed' };

const ENTITIES: Row[] = [
  { it: 'a billion laughs', feed: doctype(`<!ENTITY l0 "ha">${laughs}`, titled('&l9;')) },
  {
    it: 'one long entity told a thousand times',
    feed: doctype(`<!ENTITY a "${fill('a')}">`, titled(fill('&a;', 3000))),
  },
  { it: 'an entity of itself', feed: doctype('<!ENTITY a "&a;">', titled('&a;')) },
  {
    it: 'two entities of each other',
    feed: doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">', titled('&a;')),
  },
  {
    it: 'a file as an entity',
    feed: doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', titled('&x;')),
  },
  {
    it: 'an address as an entity',
    feed: doctype('<!ENTITY x SYSTEM "http://169.254.169.254/">', titled('&x;')),
  },
  {
    it: 'parameter entities from elsewhere',
    feed: doctype('<!ENTITY % p SYSTEM "http://169.254.169.254/"> %p;', titled('x')),
  },
  {
    it: 'a document type from elsewhere',
    feed: rss(titled('x'), '<!DOCTYPE rss SYSTEM "http://169.254.169.254/rss.dtd">'),
  },
  { it: 'a public document type', feed: rss('', '<!DOCTYPE rss PUBLIC "-//x//y" "file:///etc/hosts">') },
  { it: 'a document type that never ends', feed: rss('', '<!DOCTYPE rss [<!ENTITY a "') },
  {
    it: 'entities declared by the hundred thousand',
    feed: doctype(fill('<!ENTITY a "b">', MB), titled('&a;')),
  },
  { it: 'a style sheet and XInclude', feed: rss('<xi:include href="file:///etc/passwd" parse="text"/>') },
  { it: 'numbers that are no characters', feed: rss(titled('&#x110000; &#xFFFFFFFFFF; &#0; &#-1;')) },
  { it: 'numbers of surrogates', feed: rss(titled('&#xD800;&#xDFFF;')) },
  { it: 'a megabyte of ampersands', feed: rss(described(fill('&'))) },
  { it: 'a megabyte of unfinished entities', feed: rss(described(fill('&#x41'))) },
  { it: 'names of entities that nobody knows', feed: rss(titled('&nope; &constructor; &__proto__;')) },
];

const SHAPES: Row[] = [
  { it: 'nesting a million deep', feed: rss(fill('<a>', 3 * MB)) },
  { it: 'nesting inside an item', feed: rss(described(fill('<a>', 3 * MB))) },
  { it: 'nesting opened and closed', feed: rss(fill('<a>') + fill('</a>')) },
  { it: 'closing tags of nothing', feed: rss(fill('</b>', 3 * MB)) },
  { it: 'closing tags under a deep nest', feed: rss(fill('<a>') + fill('</b>')) },
  { it: 'a quarter of a million attributes', feed: rss(`<x ${fill('a="1" ')}/>`) },
  {
    it: 'as many names of attributes',
    feed: rss(`<x ${Array.from({ length: 100_000 }, (_, n) => `a${n}=""`).join(' ')}/>`),
  },
  { it: 'one attribute of eight megabytes', feed: rss(`<x a="${fill('y', 8 * MB)}"/>`) },
  { it: 'an attribute that is never closed', feed: rss(`<x a="${fill('y')}`), lost: 'item' },
  {
    it: 'attributes named like the inside of objects',
    feed: rss('<x __proto__="1" constructor="2" toString="3"/>'),
  },
  {
    it: 'elements named like the inside of objects',
    feed: rss(item('<__proto__>1</__proto__><constructor>2</constructor><title>x</title>')),
  },
  { it: 'a name of a megabyte', feed: rss(`<${fill('n')}/>`) },
  { it: 'a prefix of a megabyte', feed: rss(`<${fill('n')}:x/>`) },
  {
    it: 'a hundred thousand prefixes',
    feed: rss(`${Array.from({ length: 100_000 }, (_, n) => `<p${n}:x/>`).join('')}`),
  },
  {
    it: 'two hundred thousand items',
    feed: rss(fill('<item><title>x</title></item>', 6 * MB)),
    lost: 'item',
  },
  { it: 'items in items', feed: rss(fill('<item><title>x</title>', 90_000)) },
  { it: 'feeds in feeds', feed: rss(fill('<rss><channel>', 100_000)) },
  { it: 'an item that is never closed', feed: rss('').replace('</item></channel></rss>', ''), lost: 'item' },
  { it: 'a feed cut off in a tag', feed: `${rss('').slice(0, -16)}<item><tit` },
  { it: 'a feed cut off in CDATA', feed: `${rss('').slice(0, -16)}<item><title><![CDATA[x` },
  { it: 'a comment that never ends', feed: rss(`<!--${fill('-')}`), lost: 'item' },
  { it: 'a comment of eight megabytes', feed: rss(`<!--${fill('- ', 8 * MB)}-->`) },
  { it: 'an instruction that never ends', feed: rss(`<?${fill('x')}`), lost: 'item' },
  { it: 'a megabyte of <', feed: rss(described(fill('<'))) },
  { it: 'a megabyte of >', feed: rss(described(fill('>'))) },
];

const TEXTS: Row[] = [
  { it: 'CDATA in CDATA', feed: rss(titled('<![CDATA[a<![CDATA[b]]>c]]>')) },
  { it: 'CDATA that holds an item', feed: rss(titled(`<![CDATA[${titled('no')}]]>`)) },
  { it: 'CDATA that never ends', feed: rss(`<item><title><![CDATA[${fill(']]')}`), lost: 'item' },
  { it: 'a megabyte of brackets', feed: rss(described(`<![CDATA[${fill(']')}]]>`)) },
  { it: 'unclosed tags in a description', feed: rss(described(fill('&lt;div '))) },
  { it: 'unclosed comments in a description', feed: rss(described(fill('&lt;!--'))) },
  { it: 'scripts that are never closed', feed: rss(described(fill('&lt;script&gt;'))) },
  { it: 'a title of eight megabytes', feed: rss(titled(fill('t', 8 * MB))) },
  { it: 'a description of blanks', feed: rss(described(fill(' '))) },
  { it: 'a title of marks that turn the text', feed: rss(titled('\u202Etxet\u2066\u200F')) },
  { it: 'brackets in an author', feed: rss(item(`<title>a</title><author>${fill('(')}</author>`)) },
  { it: 'a date of a megabyte', feed: rss(item(`<title>a</title><pubDate>${fill('1 ')}</pubDate>`)) },
  { it: 'a link of a megabyte', feed: rss(item(`<title>a</title><link>${fill('http://')}</link>`)) },
  { it: 'links that are no links', feed: rss(item('<title>a</title><link>javascript:alert(1)</link>')) },
  { it: 'a base that is no address', feed: rss('').replace('<channel>', '<channel xml:base="http://[">') },
  { it: 'bases under bases', feed: rss(fill('<a xml:base="b/">', 200_000)) },
];

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const BYTES: Row[] = [
  { it: 'zero bytes between the characters', feed: rss(titled('a\0b\0c')) },
  { it: 'a megabyte of zero bytes', feed: new Uint8Array(MB), lost: 'feed' },
  { it: 'bytes that are no UTF-8', feed: latin(rss(titled('\xff\xfe\x80'))) },
  { it: 'half a character at the end', feed: new Uint8Array([...Buffer.from(rss('')), 0xd0]) },
  { it: 'a charset that does not exist', feed: rss(''), header: 'text/xml; charset=no-such' },
  { it: 'a charset that lies', feed: rss(''), header: 'text/xml; charset=utf-16' },
  { it: 'a charset of a megabyte', feed: rss(''), header: `text/xml; charset=${fill('x')}` },
  { it: 'UTF-16 said in ASCII', feed: rss('', '<?xml version="1.0" encoding="UTF-16"?>') },
  {
    it: 'UTF-7, which hides tags',
    feed: rss(titled('+ADw-script+AD4-'), '<?xml version="1.0" encoding="utf-7"?>'),
  },
  {
    it: 'a mark of one encoding before another',
    feed: new Uint8Array([0xfe, 0xff, ...Buffer.from(rss(''))]),
    lost: 'feed',
  },
  {
    it: 'an odd number of bytes in UTF-16',
    feed: new Uint8Array([0xff, 0xfe, ...Buffer.from(rss(''), 'utf16le'), 0x20]),
  },
  { it: 'gzip that was not unpacked', feed: new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), lost: 'feed' },
  { it: 'JSON a hundred thousand deep', feed: `{"items":${fill('[', 100_000)}`, lost: 'feed' },
  {
    it: 'JSON that would change objects',
    feed: '{"__proto__":{"x":1},"items":[{"title":"Good","__proto__":{"y":1}}]}',
  },
  { it: 'more than ten megabytes', feed: rss(fill(' ', 11 * MB)), lost: 'feed' },
];

const rows = [ENTITIES, SHAPES, TEXTS, BYTES].flat();
const bytesOf = (feed: string | Uint8Array): Uint8Array =>
  typeof feed === 'string' ? new TextEncoder().encode(feed) : feed;

describe('a hostile or broken feed', () => {
  // The limit only ends what would hang: every row takes a fraction of a second.
  it.each(rows)(
    'is read or refused: $it',
    async ({ feed, header, lost }) => {
      const read = await parseFeed(bytesOf(feed), header, 'https://outlet.example/rss');
      expect('failure' in read, 'refused').toBe(lost === 'feed');
      if ('failure' in read) return;
      expect(read.items.some(({ title }) => title === 'Good')).toBe(lost === undefined);
      expect(read.items.length).toBeLessThanOrEqual(5000);
      expect(JSON.stringify(read).length).toBeLessThan(2 * MB);
      expect(JSON.stringify(read)).not.toMatch(/root:|localhost|hahaha/);
    },
    20_000,
  );

  it('changes nothing for the next feed', async () => {
    const clean = await parseFeed(bytesOf(rss(titled('One'))));
    for (const { feed } of rows.slice(0, 20)) await parseFeed(bytesOf(feed));
    expect(await parseFeed(bytesOf(rss(titled('One'))))).toEqual(clean);
    expect(({} as Record<string, unknown>).x ?? ({} as Record<string, unknown>).y).toBeUndefined();
  }, 20_000);
});
