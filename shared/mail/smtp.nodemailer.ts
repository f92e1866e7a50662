import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Mailer, Sent } from './mailer.ts';

const AT_MOST = 30_000; // milliseconds until an answer
const MODEST = { perSecond: 5, leftToday: 100_000 };

type Failure = Error & { responseCode?: number; code?: string };

/**
 * Hands mails to a server of one’s own.
 * @param url `smtp://user:password@host:587`, or `smtps://…` for TLS from the first byte.
 * @param patience milliseconds that each step of the conversation may take.
 */
export const smtpMailer = (url: string, from: string, patience = AT_MOST): Mailer => {
  const transport = createTransport({
    url,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  });
  return {
    async send({ to, raw }) {
      const message = watched(raw);
      try {
        const { messageId } = await transport.sendMail({ envelope: { from, to }, raw: message.stream });
        return { outcome: 'accepted', messageId };
      } catch (error) {
        return judged(error as Failure, message.begun());
      }
    },
    quota: async () => MODEST,
  };
};

/** nodemailer names a connection that was never made and one that broke after the message the same: CONN. */
const watched = (raw: Uint8Array) => {
  let begun = false;
  const stream = new Readable({
    read() {
      begun = true;
      this.push(raw);
      this.push(null);
    },
  });
  return { stream, begun: () => begun };
};

/** An answer of the server is a refusal; silence after the message has left leaves it open (RFC 5321, 4.5.3.2.6). */
const judged = ({ responseCode, code, name }: Failure, begun: boolean): Sent => {
  const reason = responseCode ? `The server answered ${responseCode}.` : (code ?? name);
  if (code === 'EAUTH') return { outcome: 'refused', reason, again: 'tomorrow' }; // no fault of the mail
  if (responseCode) return { outcome: 'refused', reason, again: responseCode < 500 ? 'soon' : 'never' };
  return begun ? { outcome: 'uncertain', reason } : { outcome: 'refused', reason, again: 'soon' };
};
