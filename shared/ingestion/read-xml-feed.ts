import { type Kind, kindOf, Names } from './feed-elements.ts';
import { emptyItem, type RawFeed, type RawItem } from './raw-feed.ts';
import { type Attributes, type Ending, readXml, type XmlHandler } from './xml-events.ts';

const MOST_ITEMS = 5000;
const MOST_TEXT = 100_000; // characters kept of one element; far more than is ever shown

const CHANNELS = new Set(['channel', 'feed', 'rss', 'rdf:rdf', 'rdf']);
const ITEMS = new Set(['item', 'entry']);

type Capture = {
  kind: Kind;
  depth: number;
  attributes: Attributes;
  parts: string[];
  size: number;
  markup: boolean;
};
type OpenItem = {
  raw: RawItem;
  depth: number;
  late: string[];
  mediaTitle: string | null;
  identifier: string | null;
};

/**
 * Reads RSS and Atom of every version event by event, and goes on where the XML is broken: unclosed elements, bad
 * entities, a feed cut off in the middle. An item that was never finished is left out.
 * @returns undefined when nothing in the text looks like a feed.
 */
export const readXmlFeed = (xml: string): RawFeed | undefined => {
  const reader = new Reader();
  readXml(xml, reader);
  return reader.isFeed ? reader.feed : undefined;
};

class Reader implements XmlHandler {
  readonly feed: RawFeed = { title: '', titleKind: 'html', link: null, items: [], asks: {} };
  isFeed = false;
  wantsText = false;
  done = false;
  private readonly names = new Names();
  private readonly path: string[] = [];
  private readonly bases: { depth: number; base: string }[] = [];
  private item: OpenItem | undefined;
  private capture: Capture | undefined;

  open(raw: string, attributes: Attributes): void {
    this.names.learn(attributes);
    const name = this.names.canonical(raw);
    const startsItem = ITEMS.has(name) && this.capture?.kind !== 'summary';
    if (startsItem) this.startItem();
    else if (this.capture) this.embed(this.capture, `<${raw}>`);
    this.path.push(name);
    const base = attributes['xml:base'];
    if (base) this.bases.push({ depth: this.path.length, base: this.fromBase(base) });
    if (startsItem || CHANNELS.has(name)) this.isFeed = true;
    if (!this.capture) this.begin(name, attributes);
  }

  text(text: string): void {
    if (!this.capture) return;
    const markup = this.capture.attributes.type === 'xhtml' || this.capture.markup;
    this.keep(this.capture, markup ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;') : text);
  }

  close(raw: string, ending: Ending): void {
    const depth = this.path.length;
    if (this.capture && depth > this.capture.depth) this.keep(this.capture, `</${raw}>`);
    else if (this.capture) this.finishCapture(this.capture);
    if (this.item && depth === this.item.depth && ending !== 'cut off') this.finishItem(this.item);
    if (this.bases.at(-1)?.depth === depth) this.bases.pop();
    this.path.pop();
  }

  private startItem(): void {
    if (this.item) this.finishItem(this.item); // the item before was not closed
    this.endCapture();
    const depth = this.path.length + 1;
    this.item = { raw: emptyItem(), depth, late: [], mediaTitle: null, identifier: null };
  }

  private begin(name: string, attributes: Attributes): void {
    const depth = this.path.length;
    const kind = kindOf(name);
    if (depth === this.item?.depth) this.itemElement(this.item, attributes);
    else if (name === 'link' && attributes.href) this.linkElement(attributes);
    else if (kind && this.isWanted(depth)) {
      this.capture = { kind, depth, attributes, parts: [], size: 0, markup: false };
      this.wantsText = true;
    }
  }

  /** An element of an item or a channel itself, not of something inside it. */
  private isWanted(depth: number): boolean {
    const parent = this.path.at(-2) ?? '';
    return this.item ? depth === this.item.depth + 1 || parent.startsWith('media:') : CHANNELS.has(parent);
  }

  /** Channel Definition Format writes link and date as attributes, RSS 1.0 the item's name. */
  private itemElement({ raw, late }: OpenItem, attributes: Attributes): void {
    if (attributes.href) raw.links.push(attributes.href);
    if (attributes.lastmod) late.push(attributes.lastmod);
    raw.guid ??= attributes['rdf:about'] ?? attributes.about ?? null;
    raw.base = this.base() ?? null;
  }

  private linkElement({ rel = 'alternate', href = '', type = '' }: Attributes): void {
    const target = this.fromBase(href);
    const alternate = rel === 'alternate' || rel.endsWith('/alternate');
    if (!this.item) {
      if (rel === 'alternate' && this.path.length <= 3) this.feed.link ??= target;
    } else if (this.path.length !== this.item.depth + 1) return;
    else if (alternate && (type === '' || type.includes('html'))) this.item.raw.links.unshift(target);
    else if (alternate || rel === 'related' || rel === 'via' || rel === 'self')
      this.item.raw.links.push(target);
  }

  /** Markup inside a text: kept as markup, so that the text is read as HTML later. */
  private embed(capture: Capture, tag: string): void {
    capture.markup = true;
    this.keep(capture, tag);
  }

  private keep(capture: Capture, text: string): void {
    if (capture.size > MOST_TEXT) return;
    capture.size += text.length;
    capture.parts.push(text);
  }

  private endCapture(): void {
    this.capture = undefined;
    this.wantsText = false;
  }

  private finishCapture({ kind, parts, attributes, markup }: Capture): void {
    this.endCapture();
    const text = decoded(parts.join('').trim(), attributes);
    if (!this.item) this.feedText(kind, text, attributes);
    else if (kind === 'title') this.item.raw.title ??= { text, kind: titleKind(attributes, markup) };
    else if (text !== '') this.itemText(this.item, kind, text, attributes, markup);
  }

  private itemText(item: OpenItem, kind: Kind, text: string, attributes: Attributes, markup: boolean): void {
    const { raw } = item;
    if (kind === 'summary') raw.summaries.push(text);
    else if (kind === 'link') raw.links.push(this.fromBase(text));
    else if (kind === 'date') raw.dates.push(text);
    else if (kind === 'late') item.late.push(text);
    else if (kind === 'mediaTitle') item.mediaTitle ??= text;
    else if (kind === 'identifier') item.identifier ??= text;
    else if (kind === 'source' && !markup) raw.source = { name: text, url: attributes.url ?? null };
    else if (kind === 'guid') {
      raw.guid = text;
      raw.guidIsLink = attributes.ispermalink !== 'false';
    }
  }

  private feedText(kind: Kind, text: string, attributes: Attributes): void {
    if (kind === 'title' && this.feed.title === '') {
      this.feed.title = text;
      this.feed.titleKind = titleKind(attributes, false);
    } else if (kind === 'link' && text) this.feed.link ??= text;
    else if (kind === 'ttl' || kind === 'period' || kind === 'frequency') this.feed.asks[kind] ??= text;
  }

  private finishItem({ raw, late, mediaTitle, identifier }: OpenItem): void {
    this.item = undefined;
    if (!raw.title?.text && mediaTitle) raw.title = { text: mediaTitle, kind: 'html' };
    raw.guid ??= identifier;
    raw.dates.push(...late);
    this.feed.items.push(raw);
    this.done = this.feed.items.length >= MOST_ITEMS;
  }

  private base(): string | undefined {
    return this.bases.at(-1)?.base;
  }

  private fromBase(link: string): string {
    const base = this.base();
    return (base && URL.parse(link, base)?.href) ?? link;
  }
}

/** Atom 0.3 says so when a text is in base64; in Atom 1.0 every type that is neither text nor XML is (RFC 4287, 4.1.3.3). */
const decoded = (text: string, { mode, type = '' }: Attributes): string =>
  mode === 'base64' || (mode === undefined && /^(?!text\/|.*xml)[\w.+-]+\/[\w.+-]+$/.test(type))
    ? Buffer.from(text, 'base64').toString('utf8')
    : text;

const titleKind = ({ type, mode }: Attributes, markup: boolean): 'text' | 'html' =>
  !markup && (type === 'text' || (type === 'text/plain' && mode !== 'escaped')) ? 'text' : 'html';
