import type { Digest } from '../../../shared/digest/digest.ts';
import { nameOf, summaryOf } from '../../../shared/digest/wording.ts';
import { type FeedInfo, xml } from './feeds.ts';

const pageOf = (homeUrl: string, { week }: Digest): string => `${homeUrl}/${week}`;

/** The weekly issues as Atom (RFC 4287); a frozen issue never changes, so that it is updated when it was frozen. */
export const issuesAtom = (
  { title, selfUrl, homeUrl, updated }: FeedInfo,
  digests: Digest[],
): string => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>${xml(title)}</title>
<id>${xml(selfUrl)}</id>
<link rel="self" type="application/atom+xml" href="${xml(selfUrl)}"/>
<link rel="alternate" type="text/html" href="${xml(homeUrl)}"/>
<updated>${updated}</updated>
<author><name>Amur</name></author>
${digests.map((digest) => entry(pageOf(homeUrl, digest), digest)).join('\n')}
</feed>
`;

const entry = (page: string, digest: Digest): string => `<entry>
<title>${xml(nameOf(digest))}</title>
<id>${xml(page)}</id>
<link rel="alternate" type="text/html" href="${xml(page)}"/>
<published>${digest.asOf}</published>
<updated>${digest.asOf}</updated>
<summary>${xml([summaryOf(digest), ...digest.top.map(({ event }) => `${event.title}.`)].join(' '))}</summary>
</entry>`;
