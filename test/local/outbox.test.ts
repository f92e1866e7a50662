import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { outboxPages } from '../../functions/local/outbox.tsx';
import { composeMime } from '../../shared/mail/mime.nodemailer.ts';
import { fileOutbox } from '../../shared/mail/outbox.file.ts';

const dir = mkdtempSync(join(tmpdir(), 'amur-outbox-'));
afterAll(() => rmSync(dir, { recursive: true }));

const outbox = fileOutbox(dir);
const behind = new Hono().notFound((c) => c.text('the app behind', 404));
const pages = outboxPages(outbox, behind);
const from = (remoteAddress: string | undefined) => ({ incoming: { socket: { remoteAddress } } });
const get = (path: string, remote: string | undefined = '127.0.0.1', host = 'localhost:3000') =>
  pages.request(`http://${host}${path}`, { headers: { host } }, from(remote));

const sent = async () => {
  await outbox.send({
    to: 'anna@readers.example',
    raw: await composeMime({
      from: 'Amur <digest@amur.example>',
      to: 'anna@readers.example',
      subject: 'A <b>subject</b>',
      date: new Date('2026-01-12T06:00:00Z'),
      text: 'The text.',
      html: '<p>The page.</p><script>1</script>',
      headers: [],
    }),
    tags: {},
  });
  return outbox.list(1)[0] ?? '';
};

describe('the outbox', () => {
  it('lists mails and shows each as page, as text and raw', async () => {
    const name = await sent();
    const list = await (await get('/outbox')).text();
    expect(list).toContain('A &lt;b&gt;subject&lt;/b&gt;');
    expect(list).toContain('anna@readers.example');
    expect(await (await get(`/outbox/${name}/text`)).text()).toContain('The text.');
    expect(await (await get(`/outbox/${name}`)).text()).toMatch(/^From: /m);
    const page = await get(`/outbox/${name}/html`);
    expect(await page.text()).toContain('<p>The page.</p>');
    expect(page.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/);
  });

  it.each([
    { it: 'this computer', remote: '127.0.0.1', host: 'localhost:3000', status: 200 },
    { it: 'this computer by IPv6', remote: '::1', host: '[::1]:3000', status: 200 },
    { it: 'this computer by IPv4 in IPv6', remote: '::ffff:127.0.0.1', host: '127.0.0.1', status: 200 },
    { it: 'another one in the network', remote: '192.168.1.7', host: '192.168.1.2:3000', status: 404 },
    { it: 'another one that says it is local', remote: '192.168.1.7', host: 'localhost', status: 404 },
    { it: 'a proxy with readers behind it', remote: '127.0.0.1', host: 'amur.example', status: 404 },
    {
      it: 'a name that was made to point here',
      remote: '127.0.0.1',
      host: 'localhost.evil.example',
      status: 404,
    },
    { it: 'nobody knows where', remote: undefined, host: 'localhost', status: 404 },
  ])('answers $it with $status', async ({ remote, host, status }) => {
    const name = await sent();
    for (const path of ['/outbox', `/outbox/${name}`, `/outbox/${name}/html`])
      expect((await get(path, remote ?? 'unknown', host)).status).toBe(status);
  });

  it.each([
    '/outbox/x',
    '/outbox/..%2Fsecrets.json',
    '/outbox/20260112T060000000-000000000000.eml',
    '/nowhere',
  ])('leaves %s to the app behind it', async (path) => {
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([404, 'the app behind']);
  });
});
