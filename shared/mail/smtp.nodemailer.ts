import { createTransport } from 'nodemailer';
import type { Mailer, Sent } from './mailer.ts';

const AT_MOST = 30_000; // milliseconds until an answer
const MODEST = { perSecond: 5, leftToday: 100_000 };

type Failure = Error & { responseCode?: number; code?: string; command?: string };

/** Hands mails to a server of one’s own: `smtps://user:password@host`. */
export const smtpMailer = (url: string, from: string): Mailer => {
  const transport = createTransport({
    url,
    connectionTimeout: AT_MOST,
    greetingTimeout: AT_MOST,
    socketTimeout: AT_MOST,
  });
  return {
    async send({ to, raw }) {
      try {
        const { messageId } = await transport.sendMail({ envelope: { from, to }, raw: Buffer.from(raw) });
        return { outcome: 'accepted', messageId };
      } catch (error) {
        return judged(error as Failure);
      }
    },
    quota: async () => MODEST,
  };
};

/** An answer of the server is a refusal; silence after the message has left leaves it open (RFC 5321, 4.5.3.2.6). */
const judged = ({ responseCode, command, code, message }: Failure): Sent => {
  const reason = responseCode ? `The server answered ${responseCode}.` : (code ?? message).slice(0, 100);
  if (responseCode) return { outcome: 'refused', reason, again: responseCode < 500 ? 'soon' : 'never' };
  return command === 'CONN' || code === 'ECONNECTION' || code === 'EDNS'
    ? { outcome: 'refused', reason, again: 'soon' }
    : { outcome: 'uncertain', reason };
};
