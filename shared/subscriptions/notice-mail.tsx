import { MailSheet } from '../mail/mail-sheet.tsx';
import { wrap } from '../mail/wrap.ts';

/** What a mail about the subscription says: please confirm, or: you are subscribed already. */
export type Notice = { kind: 'confirm' | 'subscribed'; link: string; baseUrl: string; postalAddress: string };

const WORDS = {
  confirm: {
    subject: 'Please confirm your subscription to Amur',
    lead: 'Somebody, you we hope, asked for Amur’s mails at this address.',
    what: 'Confirm it, and the mails begin. The link works for seven days.',
    button: 'Confirm the subscription',
    else: 'If it was not you, do nothing: without your confirmation no mail follows, and the address is forgotten.',
  },
  subscribed: {
    subject: 'You are subscribed to Amur',
    lead: 'Somebody, you perhaps, asked for Amur’s mails at this address. They come to it already.',
    what: 'You can see and change what you get, end it, or have your data deleted.',
    button: 'See or change what you get',
    else: 'If it was not you, do nothing: all stays as it is.',
  },
} as const;

export const noticeSubject = ({ kind }: Notice): string => WORDS[kind].subject;

export const noticeHtml = ({ kind, link, baseUrl, postalAddress }: Notice): string => {
  const words = WORDS[kind];
  const page = (
    <MailSheet title={words.subject}>
      <div class="rule">
        <h1>{words.subject}</h1>
        <p>{words.lead}</p>
        <p>{words.what}</p>
        <p>
          <a class="button" href={link}>
            {words.button}
          </a>
        </p>
        <p>{words.else}</p>
      </div>
      <div class="foot">
        <p class="meta">
          <a href={`${baseUrl}/`}>Amur</a> keeps one record for each act of cooperation of Russia and China,
          with every source attached.
        </p>
        <p class="meta">{postalAddress}</p>
      </div>
    </MailSheet>
  );
  return `<!doctype html>${page.toString()}`;
};

export const noticeText = ({ kind, link, baseUrl, postalAddress }: Notice): string => {
  const words = WORDS[kind];
  return [
    words.subject,
    '',
    ...wrap(words.lead),
    ...wrap(words.what),
    '',
    link,
    '',
    ...wrap(words.else),
    '',
    `${baseUrl}/`,
    ...wrap(postalAddress),
    '',
  ].join('\n');
};
