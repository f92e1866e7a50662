import { composeMime } from '../mail/mime.nodemailer.ts';
import type { Digest } from './digest.ts';
import { type DigestLinks, fitEmail } from './render-email.tsx';
import { renderText } from './render-text.ts';
import { subjectOf } from './wording.ts';

export type Envelope = { from: string; to: string; listId: string };
export type Rendered = { subject: string; text: string; html: string };

/** Both parts of an issue; the same issue and links give the same bytes. */
export const renderIssue = (digest: Digest, links: DigestLinks): Rendered => {
  const { html, room } = fitEmail(digest, links);
  return { subject: subjectOf(digest), text: renderText(digest, links, room), html };
};

/** The list fields of RFC 2369 and 2919, and the one-click unsubscribe fields of RFC 8058. */
export const listFields = (listId: string, { unsubscribe, baseUrl }: DigestLinks) => [
  { key: 'List-ID', value: listId },
  { key: 'List-Unsubscribe', value: `<${unsubscribe}>` },
  { key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  { key: 'List-Archive', value: `<${baseUrl}/digests>` },
];

/** One raw message of an issue for one subscriber. */
export const composeMessage = (digest: Digest, links: DigestLinks, envelope: Envelope): Promise<Buffer> =>
  composeMime({
    from: envelope.from,
    to: envelope.to,
    ...renderIssue(digest, links),
    date: new Date(digest.asOf),
    key: `${digest.week} ${envelope.to}`,
    headers: listFields(envelope.listId, links),
  });
