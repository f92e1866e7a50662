import type { Attributes } from './xml-events.ts';

/** Prefix that everybody uses, by the namespace that it stands for; empty for the feed formats' own. */
const NAMESPACES = new Map([
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/rss/1.0/modules/syndication/', 'sy'],
  ['http://search.yahoo.com/mrss/', 'media'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['http://www.w3.org/2005/atom', ''],
  ['http://purl.org/atom/ns#', ''],
  ['http://purl.org/rss/1.0/', ''],
  ['http://backend.userland.com/rss', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://my.netscape.com/rdf/simple/0.9/', ''],
]);

/** What the text of an element is to us. */
export type Kind =
  | 'title'
  | 'mediaTitle'
  | 'summary'
  | 'link'
  | 'guid'
  | 'identifier'
  | 'date'
  | 'late'
  | 'source'
  | 'ttl'
  | 'period'
  | 'frequency';

const ELEMENTS: Record<Kind, string[]> = {
  title: ['title', 'dc:title'],
  mediaTitle: ['media:title'],
  summary: [
    'description',
    'summary',
    'content:encoded',
    'content',
    'dc:description',
    'media:description',
    'subtitle',
    'body',
    'encoded',
    'abstract',
  ],
  link: ['link', 'feedburner:origlink', 'url'],
  guid: ['guid', 'id'],
  identifier: ['dc:identifier'],
  date: ['pubdate', 'published', 'issued', 'dc:date', 'dcterms:issued', 'dcterms:created', 'date'],
  late: ['updated', 'modified', 'dcterms:modified', 'created', 'lastbuilddate'],
  source: ['source'],
  ttl: ['ttl'],
  period: ['sy:updateperiod'],
  frequency: ['sy:updatefrequency'],
};

const KINDS = new Map(
  Object.entries(ELEMENTS).flatMap(([kind, names]) =>
    names.map((name): [string, Kind] => [name, kind as Kind]),
  ),
);

export const kindOf = (name: string): Kind | undefined => KINDS.get(name);

const MOST_NAMES = 1000;

/** Names of elements under the prefixes that a feed declares. */
export class Names {
  private readonly prefixes = new Map([
    ['atom', ''],
    ['rss', ''],
  ]);
  private readonly known = new Map<string, string>();

  learn(attributes: Attributes): void {
    for (const key in attributes) {
      if (!key.startsWith('xmlns:')) continue;
      const usual = NAMESPACES.get((attributes[key] ?? '').toLowerCase());
      if (usual === undefined) continue;
      this.prefixes.set(key.slice(6), usual);
      this.known.clear();
    }
  }

  /** The name under the prefix that everybody uses; the feed formats' own elements have none. */
  canonical(raw: string): string {
    const known = this.known.get(raw);
    if (known !== undefined) return known;
    const [prefix, local] = raw.includes(':') ? raw.split(':', 2) : ['', raw];
    const usual = prefix ? (this.prefixes.get(prefix) ?? prefix) : '';
    const name = usual === '' ? (local ?? raw) : `${usual}:${local}`;
    if (this.known.size < MOST_NAMES) this.known.set(raw, name);
    return name;
  }
}
