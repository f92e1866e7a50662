import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../shared/ingestion/parse-feed.ts';
import { encodeAs } from '../fakes/encode.ts';

const RUSSIAN = 'Министры обсудили поставки зерна и мост через реку';
const SIMPLIFIED = '两国部长讨论粮食供应和边境大桥的建设';
const TRADITIONAL = '兩國部長討論糧食供應和邊境大橋的建設';
const GERMAN = 'Die Minister sprachen über größere Lieferungen';

const feed = (title: string, prolog = ''): string =>
  `<?xml version="1.0"${prolog}?><rss version="2.0"><channel><title>An outlet</title><item><title>${title}</title><link>https://outlet.example/news/1.html</link><guid isPermaLink="false">1</guid></item></channel></rss>`;

const WRITTEN = [
  { name: 'windows-1251', title: RUSSIAN },
  { name: 'koi8-r', title: RUSSIAN },
  { name: 'iso-8859-5', title: RUSSIAN },
  { name: 'ibm866', title: RUSSIAN },
  { name: 'gb18030', title: SIMPLIFIED },
  { name: 'big5', title: TRADITIONAL },
  { name: 'windows-1252', title: GERMAN },
];
const SAID = [
  { said: 'nothing', header: undefined },
  { said: 'UTF-8', header: 'text/xml; charset=utf-8' },
  { said: 'Latin', header: 'text/xml; charset=ISO-8859-1' },
  { said: 'a charset that does not exist', header: 'text/xml; charset=unicode-2' },
];

describe('one headline', () => {
  it.each(WRITTEN.flatMap((written) => SAID.map((said) => ({ ...written, ...said }))))(
    'in $name while the server says $said',
    async ({ name, title, header }) => {
      const read = await parseFeed(encodeAs(name, feed(title)), header);
      expect(read).toMatchObject({ items: [{ title }] });
    },
  );

  it.each(WRITTEN.flatMap(({ name, title }) => ['"', "'"].map((quote) => ({ name, title, quote }))))(
    'in $name, as the prolog says in $quote',
    async ({ name, title, quote }) => {
      const bytes = encodeAs(name, feed(title, ` encoding=${quote}${name.toUpperCase()}${quote}`));
      expect(await parseFeed(bytes, 'text/xml; charset=utf-8')).toMatchObject({ items: [{ title }] });
    },
  );

  it.each([
    { it: 'koi8-r that is called windows-1251', name: 'koi8-r', header: 'text/xml; charset=windows-1251' },
    { it: 'windows-1251 that is called koi8-r', name: 'windows-1251', header: 'text/xml; charset=koi8-r' },
    { it: 'windows-1251 under a name of its own', name: 'windows-1251', header: 'text/xml; charset=cp-1251' },
  ])('in $it', async ({ name, header }) => {
    expect(await parseFeed(encodeAs(name, feed(RUSSIAN)), header)).toMatchObject({
      items: [{ title: RUSSIAN }],
    });
  });

  it.each([
    { it: 'nothing', header: undefined, title: RUSSIAN },
    { it: 'UTF-8', header: 'text/xml; charset=utf-8', title: 'It’s “the” accord’s end' },
    { it: 'Latin', header: 'text/xml; charset=iso-8859-1', title: SIMPLIFIED },
  ])('in UTF-8 with one character cut in two, while the server says $it', async ({ header, title }) => {
    const bytes = Buffer.from(feed(title));
    const first = bytes.findIndex((byte) => byte > 0x7f);
    const cut = Buffer.concat([bytes.subarray(0, first + 1), bytes.subarray(first + 2)]);
    const read = await parseFeed(cut, header);
    const [whole = ''] = 'items' in read ? read.items.map((item) => item.title) : [];
    expect(whole.replace(/\ufffd+/, '')).toBe(title.replace(/[^\0-\x7f]/, ''));
  });

  it.each(['utf-16le', 'utf-16be'])('in %s with and without its mark', async (name) => {
    const little = Buffer.from(feed(RUSSIAN), 'utf16le');
    const bytes = name === 'utf-16le' ? little : Buffer.from(little).swap16();
    const mark = name === 'utf-16le' ? [0xff, 0xfe] : [0xfe, 0xff];
    for (const given of [bytes, Buffer.from([...mark, ...bytes])])
      expect(await parseFeed(given)).toMatchObject({ items: [{ title: RUSSIAN }] });
  });
});
