import * as z from 'zod';
import { emptyItem, type RawFeed } from './raw-feed.ts';

const Text = z.string().nullish().catch(null);

/** JSON Feed 1.0 and 1.1 (jsonfeed.org), read as leniently as the XML formats. */
const JsonFeed = z.object({
  version: z.string().nullish().catch(null),
  title: Text,
  home_page_url: Text,
  items: z.array(
    z
      .object({
        id: z
          .union([z.string(), z.number().transform(String)])
          .nullish()
          .catch(null),
        url: Text,
        external_url: Text,
        title: Text,
        summary: Text,
        content_text: Text,
        content_html: Text,
        date_published: Text,
        date_modified: Text,
      })
      .nullable()
      .catch(null),
  ),
});

const present = (values: (string | null | undefined)[]): string[] =>
  values.filter((value) => typeof value === 'string' && value !== '') as string[];

/** @returns undefined when the text is no JSON Feed. */
export const readJsonFeed = (json: string): RawFeed | undefined => {
  const feed = JsonFeed.safeParse(parse(json)).data;
  if (!feed) return undefined;
  const items = feed.items
    .filter((item) => item !== null)
    .map((item) => ({
      ...emptyItem(),
      title: item.title ? { text: item.title, kind: 'text' as const } : null,
      links: present([item.url, item.external_url]),
      guid: item.id ?? null,
      summaries: present([item.summary, item.content_text, item.content_html]),
      dates: present([item.date_published, item.date_modified]),
    }));
  return { title: feed.title ?? '', titleKind: 'text', link: feed.home_page_url ?? null, items, asks: {} };
};

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
};
