import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../shared/ingestion/canonical-url.ts';
import { decode } from '../../shared/ingestion/decode.ts';
import { parseFeed } from '../../shared/ingestion/parse-feed.ts';
import { plainText } from '../../shared/ingestion/plain-text.ts';
import { contentHashOf, distinctItems, reportIdOf } from '../../shared/ingestion/report-identity.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const CYRILLIC = [0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0]; // "Москва" in windows-1251

describe('charsets', () => {
  const prolog = (name: string) => [...bytes(`<?xml version="1.0" encoding="${name}"?><t>`)];
  it.each([
    { it: 'the prolog', given: [...prolog('windows-1251'), ...CYRILLIC], header: '', finds: 'Москва' },
    {
      it: 'the header',
      given: [...bytes('<t>'), ...CYRILLIC],
      header: 'text/xml; charset=windows-1251',
      finds: 'Москва',
    },
    {
      it: 'the bytes, though the header lies',
      given: [...bytes('<t>北京</t>')],
      header: 'text/xml; charset=iso-8859-1',
      finds: '北京',
    },
    { it: 'a byte-order mark', given: [0xff, 0xfe, 0x3c, 0, 0x17, 0x53], header: '', finds: '<\u5317' },
    {
      it: 'GBK called gb2312',
      given: [...prolog('gb2312'), 0xb1, 0xb1, 0xbe, 0xa9],
      header: '',
      finds: '北京',
    },
    {
      it: 'windows-1252, quotes and all',
      given: [...prolog('iso-8859-1'), 0x93, 0x61, 0x94],
      header: '',
      finds: '“a”',
    },
  ])('are read from $it', ({ given, header, finds }) =>
    expect(decode(new Uint8Array(given), header)).toContain(finds),
  );

  it('any bytes give text', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.string(),
        (given, header) => typeof decode(given, header) === 'string',
      ),
      { numRuns: 500 },
    );
  });
});

const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Outlet</title><link>https://outlet.example/</link>
<item><title>One &amp;amp; two <![CDATA[<b>bold</b>]]></title><link>/a?utm_source=rss</link><guid isPermaLink="false"> 1 </guid><pubDate>Mon, 20 Mar 2023 10:00:00 GMT</pubDate><description>&lt;p&gt;Some &lt;i&gt;text&lt;/i&gt;&lt;/p&gt;</description></item>
<item><title>Three</title><link>https://outlet.example/b</link></item></channel></rss>`;
const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://outlet.example/news/"><title type="html">The &lt;b&gt;Outlet&lt;/b&gt;</title>
<entry><id>urn:1</id><title type="text">1 &lt; 2</title><link rel="enclosure" href="a.mp3"/><link href="one"/><published>2023-03-20T10:00:00Z</published><summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Some <i>text</i></div></summary></entry></feed>`;

const read = async (text: string, url?: string) => {
  const feed = await parseFeed(bytes(text), undefined, url);
  if ('failure' in feed) throw new Error(feed.failure);
  return feed;
};

describe('feeds', () => {
  it('reads RSS: plain titles, the feed’s guid, absolute links, dates', async () => {
    const { title, items } = await read(RSS, 'https://outlet.example/rss');
    expect(title).toBe('The Outlet');
    expect(items[0]).toMatchObject({
      id: '1',
      url: 'https://outlet.example/a?utm_source=rss',
      title: 'One & two bold',
      summary: 'Some text',
      published: '2023-03-20T10:00:00.000Z',
    });
    expect(items[1]).toMatchObject({ id: 'https://outlet.example/b', published: null });
  });

  it('reads Atom: typed texts, xml:base, the alternate link', async () => {
    const { title, items } = await read(ATOM);
    expect(title).toBe('The Outlet');
    expect(items[0]).toMatchObject({
      id: 'urn:1',
      title: '1 < 2',
      url: 'https://outlet.example/news/one',
      summary: 'Some text',
    });
  });

  it.each([
    { it: 'cut off in the middle', text: RSS.slice(0, RSS.indexOf('Three') + 3), titles: ['One & two bold'] },
    {
      it: 'with a bad entity',
      text: RSS.replace('Three', 'Three &nope; &#x110000;'),
      titles: ['One & two bold'],
    },
    {
      it: 'with an item that is not closed',
      text: RSS.replace('</description></item>', '</description>'),
      titles: ['One & two bold', 'Three'],
    },
    { it: 'without a version', text: RSS.replace(' version="2.0"', ''), titles: ['One & two bold', 'Three'] },
  ])('keeps every whole item of a feed $it', async ({ text, titles }) => {
    expect((await read(text)).items.map(({ title }) => title)).toEqual(expect.arrayContaining(titles));
  });

  it('reads JSON Feed', async () => {
    const json = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'J',
      items: [
        {
          id: 7,
          url: 'https://a.example/7',
          title: 'Seven',
          content_html: '<p>x</p>',
          date_published: '2023-03-20T10:00:00Z',
        },
        null,
      ],
    });
    expect((await read(json)).items).toEqual([
      {
        id: '7',
        url: 'https://a.example/7',
        title: 'Seven',
        summary: 'x',
        published: '2023-03-20T10:00:00.000Z',
        source: null,
      },
    ]);
  });

  it.each([
    { it: 'nothing', text: '', failure: 'empty' },
    {
      it: 'a web page',
      text: '<!doctype html><html><head><title>Hello</title></head><body>no feed</body></html>',
      failure: 'not a feed',
    },
    { it: 'JSON that is no feed', text: '{"a":1}', failure: 'not a feed' },
  ])('says why it cannot read $it', async ({ text, failure }) => {
    expect(await parseFeed(bytes(text))).toEqual({ failure });
  });

  it('leaves external and recursive entities alone', async () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>${RSS.slice(21).replace('Three', '&b;&x;')}`;
    const text = JSON.stringify(await parseFeed(bytes(bomb)));
    expect(text).not.toMatch(/aaaa|root:/);
  });

  it.each([
    { it: 'deep nesting', text: `<rss version="2.0"><channel>${'<a>'.repeat(100_000)}` },
    { it: 'a description of unclosed tags', text: RSS.replace('Some', '&lt;div '.repeat(60_000)) },
    {
      it: 'hundreds of thousands of attributes',
      text: `<rss version="2.0" ${'a="1" '.repeat(200_000)}><channel></channel></rss>`,
    },
  ])(
    'is not slowed down by $it',
    async ({ text }) => {
      const done = await Promise.race([
        parseFeed(bytes(text)).then(() => 'read'),
        new Promise((resolve) => setTimeout(resolve, 8000, 'hangs')),
      ]);
      expect(done).toBe('read');
    },
    10_000,
  );

  it('gives items or a failure for any bytes, and never throws', async () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom(
          '<item>',
          '</item>',
          '<title>',
          '<![CDATA[',
          ']]>',
          '<entry>',
          '&#x41;',
          '&',
          '<link href="',
          '"/>',
          '<rss version="2.0"><channel>',
          '<feed>',
          '\u0000',
        ),
      ),
      { maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const feed = await parseFeed(bytes(parts.join('')));
        expect('failure' in feed || Array.isArray(feed.items)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('plain text', () => {
  it.each([
    { html: 'a &lt; b', gives: 'a < b' },
    { html: 'a < b', gives: 'a < b' },
    { html: '<p>one</p><p>two</p>', gives: 'one two' },
    { html: 'in<b>line</b>', gives: 'inline' },
    { html: 'x<script>alert(1)</script>y', gives: 'xy' },
    { html: 'a\u202Eb\u0007c', gives: 'abc' },
    { html: 'half \ud83d character', gives: 'half \ufffd character' },
    { html: '<p>a</p> <p>b</p>\n<p>c</p>', gives: 'a b c' },
  ])('of "$html" is "$gives"', ({ html, gives }) => expect(plainText(html)).toBe(gives));
});

describe('identity', () => {
  const page = 'https://outlet.example/a';
  it.each([
    { it: 'drops campaign tags', url: `http://www.outlet.example/a/?utm_source=rss&fbclid=1#x`, gives: page },
    { it: 'keeps what selects the page', url: `${page}?id=7&gclid=1`, gives: `${page}?id=7` },
    { it: 'ignores the order of parameters', url: `${page}?b=2&a=1`, gives: `${page}?a=1&b=2` },
    { it: 'leaves what is no address alone', url: ' tag:outlet,2023:1 ', gives: 'tag:outlet,2023:1' },
  ])('$it', ({ url, gives }) => expect(canonicalUrl(url)).toBe(gives));

  const item = { id: '', url: page, title: 'T', summary: 'S', published: null, source: null };

  it('is the same for http and https, and another for another outlet', () => {
    expect(reportIdOf('A', { ...item, id: page })).toBe(
      reportIdOf('A', { ...item, id: 'http://outlet.example/a?utm_medium=x' }),
    );
    expect(reportIdOf('A', item)).not.toBe(reportIdOf('B', item));
  });

  it('survives a changed text, which is a new version', () => {
    const changed = { ...item, summary: 'Other' };
    expect(reportIdOf('A', changed)).toBe(reportIdOf('A', item));
    expect(contentHashOf(changed)).not.toBe(contentHashOf(item));
  });

  it('tells two pages apart that share a guid, and takes a repeated item once', () => {
    const items = [
      { ...item, id: 'g' },
      { ...item, id: 'g', url: `${page}2` },
      { ...item, id: 'h' },
      { ...item, id: 'h' },
    ];
    expect(distinctItems(items)).toHaveLength(3);
  });
});

describe('a text that is too long', () => {
  const inTitle = async (title: string) =>
    (await read(`<rss><channel><item><title>${title}</title></item></channel></rss>`)).items[0]?.title;

  it.each([
    { it: 'ends at the limit', title: 'a'.repeat(1100), gives: 'a'.repeat(1000) },
    { it: 'has no blank at the end', title: `${'a'.repeat(999)} b`, gives: 'a'.repeat(999) },
    { it: 'has no half character at the end', title: `${'a'.repeat(999)}😀`, gives: 'a'.repeat(999) },
  ])('$it', async ({ title, gives }) => expect(await inTitle(title)).toBe(gives));
});
