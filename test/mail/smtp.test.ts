import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { smtpMailer } from '../../shared/mail/smtp.nodemailer.ts';

type Says = Partial<
  Record<'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'body', string | null | false>
>;
const USUAL = {
  greeting: '220 hello',
  EHLO: '250 hello',
  AUTH: '235 ok',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  body: '250 taken',
};

let server: Server | undefined;
afterEach(() => void server?.close());

/** A mail server that answers as it is told: null is silence, false hangs up. */
const startSmtp = async (says: Says): Promise<{ url: string; taken: string[] }> => {
  const taken: string[] = [];
  server = createServer((socket) => {
    socket.on('error', () => {});
    let body: string | null = null;
    const say = (step: keyof typeof USUAL): void => {
      const answer = step in says ? says[step] : USUAL[step];
      if (answer === false) socket.destroy();
      else if (answer) socket.write(`${answer}\r\n`);
    };
    say('greeting');
    socket.on('data', (data) => {
      if (body === null) {
        const step = (['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA'] as const).find((name) =>
          data.toString().startsWith(name),
        );
        if (step) say(step);
        if (step === 'DATA' && !('DATA' in says)) body = '';
        return;
      }
      body += data.toString();
      if (!body.endsWith('\r\n.\r\n')) return;
      taken.push(body);
      body = null;
      say('body');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const login = 'AUTH' in says ? 'user:secret@' : '';
  return { url: `smtp://${login}127.0.0.1:${(server.address() as AddressInfo).port}`, taken };
};

const MAIL = { to: 'reader@example.org', raw: Buffer.from('Subject: x\r\n\r\nhello\r\n'), tags: {} };

describe('sending over SMTP', () => {
  it('hands the raw message over', async () => {
    const { url, taken } = await startSmtp({});
    expect(await smtpMailer(url, 'Amur <a@example.org>', 500).send(MAIL)).toMatchObject({
      outcome: 'accepted',
    });
    expect(taken[0]).toContain('Subject: x\r\n\r\nhello');
  });

  it.each<{ it: string; says: Says; outcome: object }>([
    {
      it: 'an address that the server does not know never goes',
      says: { RCPT: '550 no such reader@example.org' },
      outcome: { outcome: 'refused', again: 'never' },
    },
    {
      it: 'a server that is busy may be asked soon',
      says: { RCPT: '451 later' },
      outcome: { outcome: 'refused', again: 'soon' },
    },
    {
      it: 'a message that is refused after it was read never goes',
      says: { body: '554 no' },
      outcome: { outcome: 'refused', again: 'never' },
    },
    {
      it: 'a wrong password is no fault of the mail',
      says: { EHLO: '250-hello\r\n250 AUTH PLAIN', AUTH: '535 who are you' },
      outcome: { outcome: 'refused', again: 'tomorrow' },
    },
    {
      it: 'a server that does not greet has nothing',
      says: { greeting: null },
      outcome: { outcome: 'refused', again: 'soon' },
    },
    {
      it: 'a server that hangs up at once has nothing',
      says: { greeting: false },
      outcome: { outcome: 'refused', again: 'soon' },
    },
    {
      it: 'silence after the message leaves it open',
      says: { body: null },
      outcome: { outcome: 'uncertain' },
    },
    {
      it: 'a connection that breaks after the message leaves it open',
      says: { body: false },
      outcome: { outcome: 'uncertain' },
    },
  ])('$it', async ({ says, outcome }) => {
    const { url } = await startSmtp(says);
    const sent = await smtpMailer(url, 'Amur <a@example.org>', 500).send(MAIL);
    expect(sent).toMatchObject(outcome);
    expect(JSON.stringify(sent)).not.toContain('@');
  });
});
