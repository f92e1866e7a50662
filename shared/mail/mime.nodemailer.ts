import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

export type Message = {
  from: string;
  to: string;
  subject: string;
  date: Date;
  text: string;
  html: string;
  headers: { key: string; value: string }[];
  /** Names the mail for good: the same key gives the same Message-ID and the same bytes. */
  key?: string;
};

/** One raw message (RFC 5322): multipart/alternative with the text first, lines that end in CRLF. */
export const composeMime = ({ key, ...message }: Message): Promise<Buffer> =>
  new MailComposer({
    ...message,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(key !== undefined && named(key, message.from)),
  })
    .compile()
    .build();

const named = (key: string, from: string) => {
  const hash = createHash('sha256').update(key).digest('hex');
  const domain = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return { messageId: `<${hash.slice(0, 32)}@${domain}>`, baseBoundary: hash.slice(32, 48) };
};
