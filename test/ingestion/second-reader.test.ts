import fc from 'fast-check';
import RssParser from 'rss-parser';
import { expect, it } from 'vitest';
import { parseFeed } from '../../shared/ingestion/parse-feed.ts';
import { plainText } from '../../shared/ingestion/plain-text.ts';

const WORDS = ['talks', 'in', 'Москва', '北京', 'gas & oil', 'a < b', '"quoted"', "it's", '50 %', 'ё', '😀'];
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(' '));

/** One text in the ways in which feeds write it. */
const written = fc.tuple(text, fc.constantFrom('plain', 'cdata', 'html')).map(([content, way]) => {
  if (way === 'plain') return escaped(content);
  return way === 'cdata' ? `<![CDATA[${escaped(content)}]]>` : escaped(`<p>${escaped(content)}</p>`);
});

const item = fc.record({
  title: written,
  link: fc.webUrl({ withQueryParameters: true }),
  guid: fc.option(fc.string({ unit: fc.constantFrom('a', 'b', '1', '-'), minLength: 1, maxLength: 12 })),
  date: fc.date({ min: new Date('2000-01-01'), max: new Date('2025-12-31'), noInvalidDate: true }),
  description: written,
  padding: fc.constantFrom('', '\n  ', '<!-- <title>no</title> -->', '<media:thumbnail url="x.jpg"/>'),
});

type Item = typeof item extends fc.Arbitrary<infer T> ? T : never;

const feedOf = (items: Item[], version: string): string => {
  const body = items.map(
    ({ title, link, guid, date, description, padding }) =>
      `${padding}<item><title>${title}</title>${padding}<link>${escaped(link)}</link>` +
      `${guid ? `<guid isPermaLink="false">${guid}</guid>` : ''}<pubDate>${date.toUTCString()}</pubDate>` +
      `<description>${description}</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="${version}" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Outlet</title>${body.join('')}</channel></rss>`;
};

it('reads in well-formed RSS what rss-parser reads', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { minLength: 1, maxLength: 5 }),
      fc.constantFrom('2.0', '0.91'),
      async (items, version) => {
        const xml = feedOf(items, version);
        const theirs = await new RssParser().parseString(xml);
        const ours = await parseFeed(new TextEncoder().encode(xml), 'text/xml');
        if ('failure' in ours) throw new Error(ours.failure);
        expect(ours.title).toBe(theirs.title);
        expect(ours.items.map(({ title, url, id, published }) => ({ title, url, id, published }))).toEqual(
          theirs.items.map(({ title, link, guid, isoDate }) => ({
            title: plainText(title ?? ''),
            url: link,
            id: guid ?? link,
            published: isoDate,
          })),
        );
      },
    ),
    { numRuns: 400 },
  );
});
