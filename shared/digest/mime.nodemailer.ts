import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Digest } from './digest.ts';
import { type DigestLinks, renderEmail } from './render-email.tsx';
import { renderText } from './render-text.ts';
import { subjectOf } from './wording.ts';

export type Envelope = { from: string; to: string; listId: string };

/**
 * One raw message (RFC 5322) of an issue for one subscriber: multipart/alternative, text first, with the one-click
 * unsubscribe fields of RFC 8058 and the list fields of RFC 2369 and 2919.
 */
export const composeMessage = (digest: Digest, links: DigestLinks, envelope: Envelope): Promise<Buffer> => {
  const composer = new MailComposer({
    from: envelope.from,
    to: envelope.to,
    subject: subjectOf(digest),
    date: new Date(digest.asOf),
    text: renderText(digest, links),
    html: renderEmail(digest, links),
    newline: 'windows',
    headers: [
      { key: 'List-ID', value: envelope.listId },
      { key: 'List-Unsubscribe', value: `<${links.unsubscribe}>` },
      { key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      { key: 'List-Archive', value: `<${links.baseUrl}/digests>` },
    ],
  });
  return composer.compile().build();
};
