import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeMime } from '../../shared/mail/mime.nodemailer.ts';
import { sesMailer } from '../../shared/mail/ses.sesv2.ts';

// CommonJS, whose default vitest and the compiler see differently.
const localSes: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local');

type Stored = {
  messageId: string;
  subject: string;
  destination: { to: string[] };
  body: { text?: string; html?: string };
};

/** A server that others wrote to stand in for SES v2: what it understands, we did not only agree upon with ourselves. */
describe('SES v2 as others read it', () => {
  let server: Server;
  let endpoint: string;

  beforeAll(async () => {
    server = await localSes.default({ host: '127.0.0.1', port: 0 });
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  const config = () => ({
    endpoint,
    region: 'aws-ses-v2-local',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });

  it('takes our raw message, with both parts and the subject, for the one reader', async () => {
    const raw = await composeMime({
      from: 'Amur <digest@amur.example>',
      to: 'reader@readers.example',
      subject: 'Week 2: a visit – and a “deal”',
      date: new Date('2026-01-12T06:00:00Z'),
      text: 'A visit – and a “deal”.\n',
      html: '<p>A visit – and a “deal”.</p>',
      headers: [{ key: 'List-Unsubscribe', value: '<https://amur.example/unsubscribe?token=t>' }],
    });
    const mailer = sesMailer('amur', config());
    const tags = { digest: '2026-W02', sub: 's0123456789abcdef01234567' };
    const sent = await mailer.send({ to: 'reader@readers.example', raw, tags });
    expect(sent).toMatchObject({ outcome: 'accepted' });
    const { emails } = (await (await fetch(`${endpoint}/store`)).json()) as { emails: Stored[] };
    expect(emails).toHaveLength(1);
    expect(emails[0]).toMatchObject({
      messageId: (sent as { messageId: string }).messageId,
      subject: 'Week 2: a visit – and a “deal”',
      destination: { to: [expect.stringContaining('reader@readers.example')] },
      body: { text: expect.stringContaining('“deal”'), html: expect.stringContaining('<p>') },
    });
  });

  it('refuses what is no message, and that is told as a refusal for good', async () => {
    const sent = await sesMailer('amur', config()).send({
      to: 'reader@readers.example',
      raw: Buffer.from(''),
      tags: {},
    });
    expect(sent).toMatchObject({ outcome: 'refused' });
  });
});
