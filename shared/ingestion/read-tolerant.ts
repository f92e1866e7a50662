import { Parser } from 'htmlparser2';
import { emptyItem, type RawFeed, type RawItem } from './raw-feed.ts';

const DEEPEST = 128; // a feed is some ten elements deep; beyond this only hostile input goes
const MOST_ITEMS = 5000;

const NAMESPACES: Record<string, string> = {
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://search.yahoo.com/mrss/': 'media',
  'http://search.yahoo.com/mrss': 'media',
  'http://www.w3.org/2005/atom': 'atom',
  'http://purl.org/atom/ns#': 'atom',
  'http://www.w3.org/1999/xhtml': 'xhtml',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://purl.org/rss/1.0/': 'rss',
  'http://backend.userland.com/rss': 'rss',
  'http://backend.userland.com/rss2': 'rss',
  'http://my.netscape.com/rdf/simple/0.9/': 'rss',
};

/** Elements of an item by their name without the feed's own prefix, each with what its text is. */
const TEXTS = {
  title: 'title',
  'dc:title': 'title',
  'media:title': 'mediaTitle',
  description: 'summary',
  summary: 'summary',
  'content:encoded': 'summary',
  content: 'summary',
  'dc:description': 'summary',
  'media:description': 'summary',
  subtitle: 'summary',
  body: 'summary',
  encoded: 'summary',
  abstract: 'summary',
  link: 'link',
  'feedburner:origlink': 'link',
  url: 'link',
  guid: 'guid',
  id: 'guid',
  'dc:identifier': 'identifier',
  pubdate: 'date',
  published: 'date',
  issued: 'date',
  'dc:date': 'date',
  'dcterms:issued': 'date',
  'dcterms:created': 'date',
  updated: 'late',
  modified: 'late',
  'dcterms:modified': 'late',
  created: 'late',
  lastbuilddate: 'late',
  date: 'date',
  source: 'source',
} as const;
type Kind = (typeof TEXTS)[keyof typeof TEXTS];

type Open = { name: string; base: string | null; attributes: Record<string, string> };
type Capture = {
  kind: Kind;
  depth: number;
  attributes: Record<string, string>;
  parts: string[];
  markup: boolean;
};

/**
 * Reads RSS and Atom of every version event by event, and goes on where the XML is broken: unclosed elements, bad
 * entities, a feed cut off in the middle. An item that was never finished is left out.
 * @returns undefined when nothing in the text looks like a feed.
 */
export const readTolerant = (xml: string): RawFeed | undefined => {
  const reader = new Reader();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name.toLowerCase(), attributes),
      ontext: (text) => reader.text(text),
      onclosetag: (name, implied) => reader.close(name.toLowerCase(), implied),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  reader.cutOff = true; // what closes from here on was never closed by the feed
  parser.end();
  return reader.isFeed ? reader.feed : undefined;
};

class Reader {
  readonly feed: RawFeed = { title: '', titleKind: 'html', link: null, items: [] };
  isFeed = false;
  cutOff = false;
  private readonly stack: Open[] = [];
  private readonly prefixes: Record<string, string> = {};
  private item:
    | { raw: RawItem; depth: number; late: string[]; mediaTitle: string | null; identifier: string | null }
    | undefined;
  private capture: Capture | undefined;
  private tooDeep = 0;

  open(raw: string, attributes: Record<string, string>): void {
    if (this.stack.length >= DEEPEST) {
      this.tooDeep++;
      return;
    }
    const lower = Object.fromEntries(
      Object.entries(attributes)
        .slice(0, 50)
        .map(([key, value]) => [key.toLowerCase(), value]),
    );
    this.learnPrefixes(lower);
    const name = this.canonical(raw);
    if (this.capture && !this.startsItem(name)) this.embedded(raw);
    else if (this.startsItem(name)) this.startItem();
    this.stack.push({ name, base: this.baseOf(lower['xml:base']), attributes: lower });
    if (/^(rss|feed|rdf|rdf:rdf|channel)$/.test(name)) this.isFeed = true;
    if (name === 'item' || name === 'entry') this.isFeed = true;
    if (!this.capture) this.begin(name, lower);
  }

  private startsItem(name: string): boolean {
    return (name === 'item' || name === 'entry') && this.capture?.kind !== 'summary';
  }

  private startItem(): void {
    if (this.item) this.finishItem(); // the item before was not closed
    this.capture = undefined;
    this.item = { raw: emptyItem(), depth: this.stack.length, late: [], mediaTitle: null, identifier: null };
  }

  private begin(name: string, attributes: Record<string, string>): void {
    if (this.item && this.stack.length === this.item.depth + 1) {
      // Channel Definition Format writes link and date as attributes.
      if (attributes.href) this.item.raw.links.push(attributes.href);
      if (attributes.lastmod) this.item.late.push(attributes.lastmod);
      if (attributes['rdf:about'] || attributes.about)
        this.item.raw.guid ??= attributes['rdf:about'] ?? attributes.about ?? null;
      this.item.raw.base = this.stack.at(-1)?.base ?? null;
      return;
    }
    if (name === 'link' && attributes.href) this.linkElement(attributes);
    const kind = TEXTS[name as keyof typeof TEXTS];
    const parent = this.stack.at(-2)?.name ?? '';
    const wanted = this.item
      ? this.stack.length === this.item.depth + 2 || parent.startsWith('media:')
      : kind === 'title' || kind === 'link';
    if (kind && wanted && !(name === 'link' && attributes.href)) {
      this.capture = { kind, depth: this.stack.length, attributes, parts: [], markup: false };
    }
  }

  private linkElement({ rel = 'alternate', href = '', type = '' }: Record<string, string>): void {
    const base = this.stack.at(-1)?.base ?? null;
    const target = base ? resolve(href, base) : href;
    if (!this.item) {
      if (rel === 'alternate' && this.stack.length <= 3) this.feed.link ??= target;
      return;
    }
    if (this.stack.length !== this.item.depth + 2) return;
    if (rel === 'alternate' || rel.endsWith('/alternate')) {
      if (type === '' || type.includes('html')) this.item.raw.links.unshift(target);
      else this.item.raw.links.push(target);
    } else if (rel === 'related' || rel === 'via' || rel === 'self') this.item.raw.links.push(target);
  }

  /** Markup inside a text: kept as markup, so that the text is read as HTML later. */
  private embedded(name: string): void {
    if (!this.capture) return;
    this.capture.markup = true;
    this.capture.parts.push(`<${name}>`);
  }

  text(text: string): void {
    if (!this.capture || this.tooDeep > 0) return;
    const inXhtml = this.capture.attributes.type === 'xhtml' || this.capture.markup;
    this.capture.parts.push(inXhtml ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;') : text);
  }

  close(raw: string, implied: boolean): void {
    if (this.tooDeep > 0) {
      this.tooDeep--;
      return;
    }
    const name = this.canonical(raw);
    if (this.stack.at(-1)?.name !== name) return;
    if (this.capture && this.stack.length > this.capture.depth) this.capture.parts.push(`</${raw}>`);
    else if (this.capture) this.finishCapture(this.capture);
    if (this.item && this.stack.length === this.item.depth + 1 && !(implied && this.cutOff))
      this.finishItem();
    this.stack.pop();
  }

  private finishCapture({ kind, parts, attributes, markup }: Capture): void {
    this.capture = undefined;
    const text = decoded(parts.join('').trim(), attributes);
    if (!this.item) {
      this.feedText(kind, text, attributes);
      return;
    }
    const { raw } = this.item;
    if (kind === 'title') raw.title ??= { text, kind: titleKind(attributes, markup) };
    else if (text === '') return;
    else if (kind === 'summary') raw.summaries.push(text);
    else if (kind === 'link') raw.links.push(this.fromBase(text));
    else if (kind === 'guid') this.guid(text, attributes);
    else if (kind === 'date') raw.dates.push(text);
    else if (kind === 'late') this.item.late.push(text);
    else if (kind === 'mediaTitle') this.item.mediaTitle ??= text;
    else if (kind === 'identifier') this.item.identifier ??= text;
    else if (kind === 'source' && !markup) raw.source = { name: text, url: attributes.url ?? null };
  }

  private guid(text: string, attributes: Record<string, string>): void {
    if (!this.item) return;
    this.item.raw.guid = text;
    this.item.raw.guidIsLink = attributes.ispermalink !== 'false';
  }

  private feedText(kind: Kind, text: string, attributes: Record<string, string>): void {
    const parent = this.stack.at(-2)?.name ?? '';
    if (!/^(channel|feed|rss|rdf:rdf|rdf)$/.test(parent)) return;
    if (kind === 'title' && this.feed.title === '') {
      this.feed.title = text;
      this.feed.titleKind = titleKind(attributes, false);
    } else if (kind === 'link' && text) this.feed.link ??= text;
  }

  private fromBase(link: string): string {
    const base = this.stack.at(-1)?.base;
    return base ? resolve(link, base) : link;
  }

  private finishItem(): void {
    const { item } = this;
    this.item = undefined;
    if (!item || this.feed.items.length >= MOST_ITEMS) return;
    const title = item.raw.title?.text
      ? item.raw.title
      : item.mediaTitle
        ? { text: item.mediaTitle, kind: 'html' as const }
        : item.raw.title;
    this.feed.items.push({
      ...item.raw,
      title,
      guid: item.raw.guid ?? item.identifier,
      dates: [...item.raw.dates, ...item.late],
    });
  }

  private learnPrefixes(attributes: Record<string, string>): void {
    for (const [key, value] of Object.entries(attributes)) {
      if (!key.startsWith('xmlns:')) continue;
      const known = NAMESPACES[value.toLowerCase()];
      if (known) this.prefixes[key.slice(6)] = known;
    }
  }

  /** The name under the prefix that everybody uses for its namespace; the feed's own elements have none. */
  private canonical(raw: string): string {
    const [prefix, local] = raw.includes(':') ? raw.split(':', 2) : ['', raw];
    const known = prefix ? (this.prefixes[prefix] ?? prefix) : '';
    return known === '' || known === 'atom' || known === 'rss' ? (local ?? raw) : `${known}:${local}`;
  }

  private baseOf(own: string | undefined): string | null {
    const outer = this.stack.at(-1)?.base ?? null;
    return own ? (outer ? resolve(own, outer) : own) : outer;
  }
}

/** Atom 0.3 says so when a text is in base64; in Atom 1.0 every type that is neither text nor XML is (RFC 4287, 4.1.3.3). */
const decoded = (text: string, { mode, type = '' }: Record<string, string>): string =>
  mode === 'base64' || (mode === undefined && /^(?!text\/|.*xml)[\w.+-]+\/[\w.+-]+$/.test(type))
    ? Buffer.from(text, 'base64').toString('utf8')
    : text;

const titleKind = ({ type, mode }: Record<string, string>, markup: boolean): 'text' | 'html' =>
  !markup && (type === 'text' || (type === 'text/plain' && mode !== 'escaped')) ? 'text' : 'html';

const resolve = (link: string, base: string): string => URL.parse(link, base)?.href ?? link;
