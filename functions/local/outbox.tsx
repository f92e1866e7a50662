import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import PostalMime from 'postal-mime';
import type { Outbox } from '../../shared/mail/outbox.file.ts';

const SHOWN = 200;

/** A mail may hold whatever a headline held: nothing in it runs, and nothing is fetched for it. */
const INERT = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const LIST = "default-src 'none'; style-src 'unsafe-inline'";

type Mails = Pick<Outbox, 'list' | 'read'>;

const listPage = async (outbox: Mails): Promise<string> => {
  const mails = await Promise.all(
    outbox.list(SHOWN).map(async (name) => ({ name, mail: await PostalMime.parse(outbox.read(name) ?? '') })),
  );
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Outbox – Amur</title>
        <style>
          {'body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}'}
        </style>
      </head>
      <body>
        <main>
          <h1>Outbox</h1>
          <p>
            Mails are not sent from here: each lies as a file in the data folder, the newest first.
            {mails.length === 0 && ' None so far.'}
          </p>
          <ol>
            {mails.map(({ name, mail }) => (
              <li>
                <a href={`/outbox/${name}/html`}>{mail.subject}</a> to {mail.to?.[0]?.address}, {mail.date} (
                <a href={`/outbox/${name}/text`}>as text</a>, <a href={`/outbox/${name}`}>raw</a>)
              </li>
            ))}
          </ol>
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${page.toString()}`;
};

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const LOCAL_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether somebody at this computer asks. The mails hold addresses and links that act, so that neither the network nor a
 * foreign page that lets its name point here (DNS rebinding), nor readers behind a proxy may see them.
 */
const fromHere = ({ env, req }: Context<Local>): boolean =>
  LOOPBACK.test(env?.incoming?.socket.remoteAddress ?? '') && LOCAL_NAME.test(req.header('host') ?? '');

type Local = { Bindings: Partial<HttpBindings> };

/** `/outbox` before the app: the mails that a laptop would have sent; there is no such page in a deployment. */
export const outboxPages = (outbox: Mails, app: Hono): Hono<Local> =>
  new Hono<Local>()
    .notFound((c) => app.fetch(c.req.raw, c.env))
    .use('/outbox/*', async (c, next) => (fromHere(c) ? next() : c.notFound()))
    .get('/outbox', async (c) => c.html(await listPage(outbox), 200, { 'content-security-policy': LIST }))
    .get('/outbox/:name/:part?', async (c) => {
      const raw = outbox.read(c.req.param('name'));
      if (!raw) return c.notFound();
      const headers = { 'content-security-policy': INERT, 'x-content-type-options': 'nosniff' };
      const part = c.req.param('part');
      const mail = await PostalMime.parse(raw);
      if (part === 'html') return c.html(mail.html ?? '', 200, headers);
      return c.text(part === 'text' ? (mail.text ?? '') : raw.toString('utf8'), 200, headers);
    });
