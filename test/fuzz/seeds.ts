import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { encodeAs } from '../fakes/encode.ts';
import { feedWith } from '../fakes/outlets.ts';

const LARGEST = 200_000; // bytes; a damage in a larger feed costs more time than it finds

const feedsIn = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(xml|rss|atom|rdf|json)$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).size <= LARGEST)
    .map((file) => readFileSync(file));

const ATOM =
  '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title type="html">T &lt;b&gt;</title><entry><id>urn:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>b</b></div></title><link href="x"/><published>2023-03-20T10:00:00Z</published><content type="text/html" mode="escaped">&lt;p&gt;c</content></entry></feed>';
const RDF =
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title></channel><item rdf:about="https://a.example/1"><title><![CDATA[A & b]]></title><link>https://a.example/1</link><dc:date>2023-03-20</dc:date></item></rdf:RDF>';
const JSON_FEED =
  '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":1,"url":"https://a.example/1","title":"A","content_html":"<p>b</p>","date_published":"2023-03-20T10:00:00Z"}]}';

/** Made-up feeds of every format and several charsets, and those of a folder where one is named. */
export const feedSeeds = (folder?: string): Buffer[] => [
  ...[feedWith(['One & two', 'Три', '四']), ATOM, RDF, JSON_FEED].map((text) => Buffer.from(text)),
  Buffer.from(feedWith(['Wide']), 'utf16le'),
  ...['windows-1251', 'koi8-r'].map((name) => Buffer.from(encodeAs(name, feedWith(['Москва и Пекин'])))),
  Buffer.from(encodeAs('gb18030', feedWith(['两国部长会晤']))),
  ...feedsIn('test/fixtures/feeds'),
  ...feedsIn('test/fixtures/week'),
  ...(folder ? feedsIn(folder) : []),
];

/** The titles of the made-up items. */
export const textSeeds = (): string[] =>
  readdirSync('test/fixtures/items')
    .flatMap((name) => readFileSync(join('test/fixtures/items', name), 'utf8').trim().split('\n'))
    .map((line) => (JSON.parse(line) as { title: string }).title);
