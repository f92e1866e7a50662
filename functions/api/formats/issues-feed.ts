import type { Digest } from '../../../shared/digest/digest.ts';
import { nameOf, summaryOf } from '../../../shared/digest/wording.ts';
import { atomFeed, type FeedInfo, xml } from './feeds.ts';

const pageOf = (homeUrl: string, { week }: Digest): string => `${homeUrl}/${week}`;

/** The weekly issues as Atom (RFC 4287); a frozen issue never changes, so that it is updated when it was frozen. */
export const issuesAtom = (info: FeedInfo, digests: Digest[]): string =>
  atomFeed(
    info,
    digests.map((digest) => entry(pageOf(info.homeUrl, digest), digest)),
  );

const entry = (page: string, digest: Digest): string => `<entry>
<title>${xml(nameOf(digest))}</title>
<id>${xml(page)}</id>
<link rel="alternate" type="text/html" href="${xml(page)}"/>
<published>${digest.asOf}</published>
<updated>${digest.asOf}</updated>
<summary>${xml([summaryOf(digest), ...digest.top.map(({ event }) => `${event.title}.`)].join(' '))}</summary>
</entry>`;
