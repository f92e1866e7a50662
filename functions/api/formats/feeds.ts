import type { ListedEvent } from '../presented.ts';
import { LICENCE } from './licence.ts';

export type FeedInfo = { title: string; selfUrl: string; homeUrl: string; updated: string };

/** Text for an element or attribute; signs that XML does not know are left out. */
export const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const RIGHTS = `Data: ${LICENCE.name}, ${LICENCE.url}`;
const DESCRIPTION = `Events of Sino-Russian cooperation as they are found. ${RIGHTS}`;

const summaryOf = ({ category, type, status, outlets, origins }: ListedEvent): string =>
  `${category}, ${type.replaceAll('_', ' ')}; ${status}; ${toldBy(outlets, origins)}.`;

const toldBy = (outlets: number, origins: string[]): string => {
  if (outlets === 0) return `told by the ${origins.join(' and the ')}`;
  return outlets === 1 ? 'one outlet' : `${outlets} independent outlets`;
};

/** An Atom feed (RFC 4287) around its entries; `more` is what else it says of itself. */
export const atomFeed = (
  { title, selfUrl, homeUrl, updated }: FeedInfo,
  entries: string[],
  more: string[] = [],
): string => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>${xml(title)}</title>
<id>${xml(selfUrl)}</id>
<link rel="self" type="application/atom+xml" href="${xml(selfUrl)}"/>
<link rel="alternate" type="text/html" href="${xml(homeUrl)}"/>
<updated>${updated}</updated>
<author><name>Amur</name></author>
${[...more, entries.join('\n')].join('\n')}
</feed>
`;

/** Events as Atom; ids are permanent. */
export const atom = (info: FeedInfo, events: ListedEvent[]): string =>
  atomFeed(info, events.map(atomEntry), [`<rights>${xml(RIGHTS)}</rights>`]);

const atomEntry = (event: ListedEvent): string => `<entry>
<title>${xml(event.title)}</title>
<id>${xml(event.page)}</id>
<link rel="alternate" type="text/html" href="${xml(event.page)}"/>
<published>${event.firstSeen}</published>
<updated>${event.updatedAt}</updated>
<category term="${event.category}"/>
<summary>${xml(summaryOf(event))}</summary>
</entry>`;

const rfc822 = (instant: string): string => new Date(instant).toUTCString().replace('GMT', '+0000');

/** RSS 2.0. */
export const rss = (
  { title, selfUrl, homeUrl, updated }: FeedInfo,
  events: ListedEvent[],
): string => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${xml(title)}</title>
<link>${xml(homeUrl)}</link>
<description>${xml(DESCRIPTION)}</description>
<language>en</language>
<copyright>${xml(RIGHTS)}</copyright>
<lastBuildDate>${rfc822(updated)}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${xml(selfUrl)}"/>
${events.map(rssItem).join('\n')}
</channel>
</rss>
`;

const rssItem = (event: ListedEvent): string => `<item>
<title>${xml(event.title)}</title>
<link>${xml(event.page)}</link>
<guid isPermaLink="true">${xml(event.page)}</guid>
<pubDate>${rfc822(event.firstSeen)}</pubDate>
<category>${event.category}</category>
<description>${xml(summaryOf(event))}</description>
</item>`;

/** JSON Feed 1.1. */
export const jsonFeed = ({ title, selfUrl, homeUrl }: FeedInfo, events: ListedEvent[]): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: homeUrl,
    feed_url: selfUrl,
    description: DESCRIPTION,
    language: 'en',
    authors: [{ name: 'Amur' }],
    items: events.map((event) => ({
      id: event.page,
      url: event.page,
      title: event.title,
      content_text: summaryOf(event),
      date_published: event.firstSeen,
      date_modified: event.updatedAt,
      tags: [event.category, event.type],
    })),
  });
