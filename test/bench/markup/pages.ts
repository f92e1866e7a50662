import { Hono } from 'hono';
import { outboxPages } from '../../../functions/local/outbox.tsx';
import { composeMime } from '../../../shared/mail/mime.nodemailer.ts';
import { subscriber } from '../../fakes/mail.ts';
import { FORM, readersDesk } from '../../fakes/readers.ts';
import { openSite, WEEK } from '../site.ts';

export type Page = { name: string; html: string };

const addresses = (drill: string): string[] => [
  '/',
  '/?category=military&from=2020-01-01',
  '/?from=1900-01-01&to=1900-01-02',
  '/?from=nonsense',
  drill,
  '/events/nobody-knows-it',
  '/article',
  '/series',
  '/tracks',
  '/sources',
  '/method',
  '/digests',
  `/digests/${WEEK}`,
  '/digests/2020-W01',
  '/subscribe',
  '/docs',
  '/problems/not-found',
  '/nowhere',
];

const read = async (name: string, answer: Response): Promise<Page> => ({ name, html: await answer.text() });

const sitePages = async (): Promise<Page[]> => {
  const site = await openSite();
  const pages: Page[] = [];
  for (const path of addresses(site.drill)) pages.push(await read(path, await fetch(site.base + path)));
  await site.close();
  return pages;
};

/** What a reader goes through, from the form to the deletion: each page, and each answer to a button, in this order. */
const walked = async (): Promise<Page[]> => {
  const desk = await readersDesk();
  const reader = {
    ...subscriber('reader'),
    id: desk.idOf('reader@readers.example'),
    state: 'pending' as const,
  };
  await desk.ports.subscribers.put(reader, null);
  const [confirm, change, leave] = (['confirm', 'preferences', 'unsubscribe'] as const).map((purpose) =>
    desk.token(purpose, reader.address),
  );
  const steps: [path: string, form?: string][] = [
    ['/subscribe', 'email=nobody'],
    ['/subscribe', 'email=another%40readers.example&categories=military&weekly=yes'],
    ['/subscribe/confirm?token=false'],
    [`/subscribe/confirm?token=${confirm}`],
    ['/subscribe/confirm', `token=${confirm}`],
    ['/subscribe/confirm', `token=${confirm}`],
    [`/subscribe/preferences?token=${change}`],
    ['/subscribe/preferences', `token=${change}&categories=economic&weekly=yes`],
    ['/subscribe/preferences', `token=${change}&weekly=yes`],
    [`/unsubscribe?token=${leave}`],
    ['/unsubscribe', `token=${leave}`],
    [`/subscribe/preferences?token=${change}`],
    ['/subscribe/delete', `token=${change}`],
  ];
  const pages: Page[] = [];
  for (const [path, body] of steps) {
    const posted = { method: 'POST', headers: { 'content-type': FORM }, body: body ?? '' };
    const answer = await desk.app.request(path, body === undefined ? {} : posted);
    pages.push(
      await read(`${body === undefined ? 'GET' : 'POST'} ${path.split('?')[0]} ${answer.status}`, answer),
    );
  }
  return pages;
};

/** The page of a laptop that lists what it would have sent: one mail, with a subject that looks like markup. */
const outboxPage = async (): Promise<Page> => {
  const raw = await composeMime({
    from: 'Amur <digest@amur.example>',
    to: 'reader@readers.example',
    subject: 'A <b>subject</b>',
    date: new Date('2026-01-12T06:00:00Z'),
    text: 'The text.',
    html: '<p>The text.</p>',
    headers: [],
  });
  const outbox = { list: () => ['1.eml'], read: () => raw };
  const asked = { headers: { host: 'localhost:3000' } };
  const here = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
  return read('/outbox', await outboxPages(outbox, new Hono()).request('/outbox', asked, here));
};

/** Every page that the server has, over data. */
export const everyPage = async (): Promise<Page[]> => [
  ...(await sitePages()),
  ...(await walked()),
  await outboxPage(),
];
