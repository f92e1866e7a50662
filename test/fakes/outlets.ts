import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** A made-up feed with an item for each title; `date` is that of all of them. */
export const feedWith = (titles: string[], date = 'Thu, 15 Jan 2026 11:00:00 GMT'): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>An outlet</title>${titles
    .map(
      (title, index) =>
        `<item><title>${title}</title><link>https://outlet.example/${index}</link><guid isPermaLink="false">${index}-${title.length}</guid><pubDate>${date}</pubDate></item>`,
    )
    .join('')}</channel></rss>`;

/** How an outlet behaves at its n-th visit, counted from 1. */
export type Outlet = (response: ServerResponse, visit: number, request: IncomingMessage) => void;

const answer =
  (body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Outlet =>
  (response) =>
    void response.writeHead(status, headers).end(body);
const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 128 ? code : code - 0x410 + 0xc0;
  });
const GOOD = feedWith(['One', 'Two']);

/** Outlets of every character, by their path. */
export const OUTLETS = {
  good: (response, visit, { headers }) => {
    const etag = visit < 3 ? '"1"' : '"2"';
    if (headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag }).end(visit < 3 ? GOOD : feedWith(['One', 'Two', 'Three']));
  },
  slow: (response) => void setTimeout(() => response.end(GOOD), 150),
  packed: answer(gzipSync(GOOD), { 'content-encoding': 'gzip' }),
  'packed-otherwise': answer(brotliCompressSync(GOOD), { 'content-encoding': 'br' }),
  moved: (response) => response.writeHead(301, { location: '/slow' }).end(),
  recovers: (response, visit) =>
    visit === 1 ? response.writeHead(503).end() : response.end(feedWith(['One'])),
  'lies-about-its-charset': answer(windows1251(feedWith(['Москва и Пекин подписали договор о поставках'])), {
    'content-type': 'text/xml; charset=utf-8',
  }),
  'lies-about-its-kind': answer(GOOD, { 'content-type': 'text/html' }),
  'lies-about-change': (response, visit) => response.writeHead(200, { etag: `"${visit}"` }).end(GOOD),
  'lies-about-dates': answer(feedWith(['One'], 'Thu, 15 Jan 2099 11:00:00 GMT')),
  'lies-about-its-length': (response) => {
    response.writeHead(200, { 'content-length': '99999' });
    response.write(GOOD, () => response.destroy());
  },
  archive: answer(feedWith(['One'], 'Sun, 15 Jan 2017 11:00:00 GMT')),
  page: answer('<!doctype html><html><title>Please wait</title><p>Checking your browser</html>'),
  missing: answer('', {}, 404),
  busy: answer('', { 'retry-after': '7200' }, 429),
  gone: answer('', {}, 410),
  circle: (response) => response.writeHead(302, { location: '/circle' }).end(),
  'to-a-file': answer('', { location: 'file:///etc/passwd' }, 302),
  resets: (response) => response.write(GOOD.slice(0, 100), () => response.socket?.resetAndDestroy()),
  bomb: answer(gzipSync(Buffer.alloc(40_000_000)), { 'content-encoding': 'gzip' }),
  'no-gzip': answer('this is no gzip', { 'content-encoding': 'gzip' }),
  silent: () => {},
  drips: (response) => {
    const drip = setInterval(() => response.write('<'), 40);
    response.on('close', () => clearInterval(drip));
  },
  endless: (response) => {
    const more = (): void => void (response.destroyed || response.write(Buffer.alloc(1_000_000, 32), more));
    more();
  },
  'endless-headers': (response) => {
    response.socket?.write(`HTTP/1.1 200 OK\r\n${'x-more: yes\r\n'.repeat(20_000)}`);
  },
  laughs: answer(
    GOOD.replace('?>', '?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>').replace('Two', '&b;'),
  ),
  'cut-off': answer(GOOD.slice(0, GOOD.indexOf('Two') + 2)),
} satisfies Record<string, Outlet>;
export type OutletName = keyof typeof OUTLETS;

/** A local server on which they all answer. */
export const startOutlets = async (): Promise<{ base: string; stop(): void }> => {
  const visits = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const visit = (visits.get(name) ?? 0) + 1;
    visits.set(name, visit);
    const outlet: Outlet | undefined = OUTLETS[name as OutletName];
    if (outlet) outlet(response, visit, request);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
};
