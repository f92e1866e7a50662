import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { httpFetchFeed } from '../../shared/ingestion/fetch-feed.http.ts';
import { isPublicAddress } from '../../shared/ingestion/public-address.ts';

describe('an address', () => {
  it.each([
    { it: 'loopback', addresses: ['127.0.0.1', '127.8.8.8', '::1'] },
    { it: 'nowhere', addresses: ['0.0.0.0', '0.1.2.3', '::'] },
    { it: 'a private network', addresses: ['10.1.2.3', '172.16.0.1', '192.168.0.1', 'fc00::1', 'fd12::1'] },
    { it: 'the link', addresses: ['169.254.1.1', 'fe80::1', 'fec0::1'] },
    { it: 'the metadata of a cloud', addresses: ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200'] },
    { it: 'a carrier’s own network', addresses: ['100.64.0.1', '100.127.255.255'] },
    { it: 'many at once', addresses: ['224.0.0.1', '255.255.255.255', 'ff02::1'] },
    {
      it: 'tests and documents',
      addresses: ['192.0.2.1', '198.51.100.1', '198.18.0.1', '2001:db8::1', '3fff::1'],
    },
    { it: 'the future', addresses: ['240.0.0.1', '4000::1', 'e000::1'] },
    {
      it: 'IPv4 in IPv6',
      addresses: [
        '::ffff:10.0.0.1',
        '::ffff:7f00:1',
        '::127.0.0.1',
        '::7f00:1',
        '::ffff:0:7f00:1',
        '64:ff9b::7f00:1',
        '64:ff9b::a9fe:a9fe',
        '64:ff9b:1::a00:1',
        '2002:7f00:1::',
        '2001:0:7f00:1::',
      ],
    },
    { it: 'no address', addresses: ['', 'localhost', '127.1', '0x7f000001', '0177.0.0.1', 'a.b'] },
  ])('of $it is refused', ({ addresses }) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('of the internet is public', () => {
    const open = ['8.8.8.8', '2606:4700::1111', '2a00:1450::1', '::ffff:8.8.8.8', '64:ff9b::808:808'];
    expect(open.filter((address) => !isPublicAddress(address))).toEqual([]);
  });

  it('in IPv6 that carries an IPv4 address is as public as that one', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(isPublicAddress(address));
      }),
    );
  });
});

/** A resolver whose answers are taken in turn; the last one stays. */
const answering = (names: Record<string, string[]>) => {
  const asked: string[] = [];
  const lookup = (
    name: string,
    _options: unknown,
    callback: (error: Error | null, addresses: { address: string; family: number }[]) => void,
  ): void => {
    asked.push(name);
    const answers = names[name] ?? [];
    const address = answers.length > 1 ? answers.shift() : answers[0];
    callback(
      null,
      (address ?? '').split(' ').map((one) => ({ address: one, family: 4 })),
    );
  };
  return { asked, lookup: lookup as never };
};

describe('a fetch', () => {
  let server: Server;
  let port: number;
  let reached: string[] = [];
  let redirect = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      reached.push(request.headers.host ?? '');
      if (request.url === '/go') response.writeHead(302, { location: redirect }).end();
      else response.end('inside');
    });
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    reached = [];
  });

  /** 127.0.0.1 plays the public internet, every other address of this machine a private network. */
  const fetchFrom = (names: Record<string, string[]>, url: string) => {
    const { asked, lookup } = answering(names);
    const mayConnect = (address: string): boolean => address === '127.0.0.1';
    const fetchFeed = httpFetchFeed({ userAgent: 'Amur/test', mayConnect, lookup, wholeVisit: 5 });
    return fetchFeed({ url, etag: null, lastModified: null }).then((fetched) => ({ fetched, asked }));
  };
  const REFUSED = { outcome: 'failed', reason: 'The host is on a private network.' };

  it.each([
    'http://127.0.0.2/',
    'http://127.2/',
    'http://0x7f.2/',
    'http://0177.0.0.2/',
    'http://2130706434/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.2]/',
    'http://[::ffff:7f00:2]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://１２７.0.0.2/',
    'http://127.0.0.2./',
  ])('of %s is refused before anything is sent', async (url) => {
    expect((await fetchFrom({}, url)).fetched).toMatchObject(REFUSED);
  });

  it.each([
    'ftp://outlet.example/',
    'file:///etc/passwd',
    'gopher://outlet.example/',
    'data:text/xml,<rss/>',
  ])('of %s is refused for its kind', async (url) => {
    expect((await fetchFrom({}, url)).fetched).toMatchObject({
      reason: `Addresses of kind ${url.split(':')[0]}: are not fetched.`,
    });
  });

  it('connects to the address that was checked, and asks for it once', async () => {
    const { fetched, asked } = await fetchFrom(
      { 'outlet.example': ['127.0.0.1', '127.0.0.2'] },
      `http://outlet.example:${port}/`,
    );
    expect(fetched).toMatchObject({ outcome: 'fetched' });
    expect(asked).toEqual(['outlet.example']);
  });

  it('takes the public one of several addresses', async () => {
    const { fetched } = await fetchFrom(
      { 'outlet.example': ['127.0.0.2 127.0.0.1'] },
      `http://outlet.example:${port}/`,
    );
    expect(fetched).toMatchObject({ outcome: 'fetched' });
  });

  it.each([
    { it: 'to a private address', to: () => `http://127.0.0.2:${port}/` },
    { it: 'to the metadata of a cloud', to: () => 'http://169.254.169.254/latest/meta-data' },
    { it: 'to loopback in IPv6', to: () => `http://[::1]:${port}/` },
    { it: 'to a name with a private address', to: () => `http://inside.example:${port}/` },
    { it: 'to the same name, whose answer has changed', to: () => `http://outlet.example:${port}/secret` },
    { it: 'over a second hop', to: () => `http://second.example:${port}/go` },
  ])('follows no redirect $it', async ({ it: how, to }) => {
    redirect = to();
    const names = {
      'outlet.example': ['127.0.0.1', '127.0.0.2'],
      'inside.example': ['127.0.0.2'],
      'second.example': ['127.0.0.1', '127.0.0.2'],
    };
    const { fetched } = await fetchFrom(names, `http://outlet.example:${port}/go`);
    expect(fetched).toMatchObject(REFUSED);
    expect(reached.every((host) => !host.startsWith('inside'))).toBe(true);
    expect(reached.length).toBe(how === 'over a second hop' ? 2 : 1);
  });
});
