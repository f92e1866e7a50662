import MailComposer from 'nodemailer/lib/mail-composer/index.js';

export type Message = {
  from: string;
  to: string;
  subject: string;
  date: Date;
  text: string;
  html: string;
  headers: { key: string; value: string }[];
};

/** One raw message (RFC 5322): multipart/alternative with the text first, lines that end in CRLF. */
export const composeMime = (message: Message): Promise<Buffer> =>
  new MailComposer({ ...message, newline: 'windows' }).compile().build();
