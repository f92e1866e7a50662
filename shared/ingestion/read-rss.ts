import Parser from 'rss-parser';
import utils from 'rss-parser/lib/utils.js';
import { emptyItem, type RawFeed, type RawItem } from './raw-feed.ts';

/** rss-parser runs its own tag stripper, quadratic in the input, on every item for a field that is not used here. */
utils.stripHtml = () => '';

const FIELDS = [
  'title',
  'link',
  'guid',
  'description',
  'content:encoded',
  'pubDate',
  'dc:date',
  'dcterms:created',
  'atom:updated',
  'source',
  'dc:title',
  'atom:link',
] as const;

/** A parser for each feed: one that met an error may answer the next feed with what it had read before. */
const newParser = () =>
  new Parser({
    customFields: {
      item: FIELDS.map(
        (name) => [name, `_${name}`, { keepArray: true }] as [string, string, { keepArray: true }],
      ),
    },
    defaultRSS: 2.0,
  });

type Node = string | { _?: string; $?: Record<string, string> };

/**
 * RSS through rss-parser.
 * @returns undefined for what it cannot read or would read wrongly; the tolerant reader takes those.
 */
export const readRss = async (xml: string): Promise<RawFeed | undefined> => {
  try {
    const feed = (await newParser().parseString(xml)) as unknown as {
      title?: unknown;
      link?: unknown;
      items: Record<string, Node[]>[];
    };
    const items = feed.items.map(itemOf);
    return items.some((item) => item === undefined)
      ? undefined
      : {
          title: text(feed.title as Node) ?? '',
          titleKind: 'html',
          link: text(feed.link as Node) ?? null,
          items: items as RawItem[],
        };
  } catch {
    return undefined; // not well-formed, or not RSS
  }
};

/** Undefined where a field holds elements instead of text: rss-parser loses their order. */
const itemOf = (node: Record<string, Node[]>): RawItem | undefined => {
  const all = (name: (typeof FIELDS)[number]): Node[] => node[`_${name}`] ?? [];
  const title = all('title')[0] ?? all('dc:title')[0];
  if (title !== undefined && text(title) === undefined) return undefined;
  const guid = all('guid')[0];
  const source = all('source')[0];
  return {
    ...emptyItem(),
    title: title === undefined ? null : { text: text(title) ?? '', kind: 'html' },
    links: [...texts(all('link')), ...all('atom:link').flatMap(alternate)],
    guid: text(guid) ?? null,
    guidIsLink: attributes(guid).isPermaLink !== 'false',
    summaries: texts([...all('description'), ...all('content:encoded')]),
    dates: texts([...all('pubDate'), ...all('dc:date'), ...all('dcterms:created'), ...all('atom:updated')]),
    source: text(source) ? { name: text(source) ?? '', url: attributes(source).url ?? null } : null,
  };
};

const attributes = (node: Node | undefined): Record<string, string> =>
  typeof node === 'object' ? (node.$ ?? {}) : {};

/** Text of an element; undefined where it holds elements. An element with attributes alone is empty. */
const text = (node: Node | undefined): string | undefined => {
  if (typeof node === 'string') return node;
  if (typeof node !== 'object' || Object.keys(node).some((key) => key !== '_' && key !== '$'))
    return undefined;
  return node._ ?? '';
};

const texts = (nodes: Node[]): string[] =>
  nodes.map(text).filter((found) => found !== undefined && found.trim() !== '') as string[];

const alternate = (node: Node): string[] => {
  const { rel = 'alternate', href } = attributes(node);
  return rel === 'alternate' && href ? [href] : [];
};
