import type { EventSummary } from '../../../shared/events/event.ts';

type FeedEntry = { event: EventSummary; url: string };
type FeedInfo = { title: string; selfUrl: string; homeUrl: string; updated: string };

const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const summary = ({ category, type, status, outlets, origins }: EventSummary): string =>
  `${category}, ${type.replaceAll('_', ' ')}; ${status}; ${outlets > 0 ? `${outlets} independent outlets` : origins.join(' and ')}.`;

const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/** Atom (RFC 4287); ids are permanent. */
export const atom = (
  { title, selfUrl, homeUrl, updated }: FeedInfo,
  entries: FeedEntry[],
): string => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${xml(title)}</title>
<id>${xml(selfUrl)}</id>
<link rel="self" type="application/atom+xml" href="${xml(selfUrl)}"/>
<link rel="alternate" type="text/html" href="${xml(homeUrl)}"/>
<updated>${updated}</updated>
<author><name>Amur</name></author>
<rights>Data: CC BY 4.0, ${LICENCE}</rights>
${entries
  .map(
    ({ event, url }) => `<entry>
<title>${xml(event.title)}</title>
<id>${xml(url)}</id>
<link rel="alternate" type="text/html" href="${xml(url)}"/>
<published>${event.firstSeen}</published>
<updated>${event.updatedAt}</updated>
<category term="${event.category}"/>
<summary>${xml(summary(event))}</summary>
</entry>`,
  )
  .join('\n')}
</feed>
`;

/** RSS 2.0. */
export const rss = (
  { title, selfUrl, homeUrl, updated }: FeedInfo,
  entries: FeedEntry[],
): string => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${xml(title)}</title>
<link>${xml(homeUrl)}</link>
<description>Events of Sino-Russian cooperation as they are found. Data: CC BY 4.0.</description>
<language>en</language>
<lastBuildDate>${new Date(updated).toUTCString()}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${xml(selfUrl)}"/>
${entries
  .map(
    ({ event, url }) => `<item>
<title>${xml(event.title)}</title>
<link>${xml(url)}</link>
<guid isPermaLink="true">${xml(url)}</guid>
<pubDate>${new Date(event.firstSeen).toUTCString()}</pubDate>
<category>${event.category}</category>
<description>${xml(summary(event))}</description>
</item>`,
  )
  .join('\n')}
</channel>
</rss>
`;

/** JSON Feed 1.1. */
export const jsonFeed = ({ title, selfUrl, homeUrl }: FeedInfo, entries: FeedEntry[]): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: homeUrl,
    feed_url: selfUrl,
    description: 'Events of Sino-Russian cooperation as they are found. Data: CC BY 4.0.',
    language: 'en',
    authors: [{ name: 'Amur' }],
    items: entries.map(({ event, url }) => ({
      id: url,
      url,
      title: event.title,
      content_text: summary(event),
      date_published: event.firstSeen,
      date_modified: event.updatedAt,
      tags: [event.category, event.type],
    })),
  });
