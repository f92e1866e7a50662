import { lookup as systemLookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Fetched, FetchFeed, FetchRequest } from './fetch-feed.ts';

const MOST_REDIRECTS = 5;
const WHOLE_VISIT = 15; // seconds, redirects included
const MOST_COMPRESSED = 2 * 1024 * 1024;
const MOST_DECODED = 10 * 1024 * 1024;

export type FetchOptions = {
  /** Who asks and where to complain, as site owners expect it. */
  userAgent: string;
  /** Whether an IP address may be connected to: `isPublicAddress` but for local trials. */
  mayConnect(address: string): boolean;
  lookup?: typeof systemLookup;
  /** Seconds for the whole visit. */
  wholeVisit?: number;
};

class Refused extends Error {}

/**
 * Fetches over HTTP with a conditional request. The address that is checked is the address that is connected to, on
 * every hop, so that neither a redirect nor a name that changes its answer reaches a private network.
 */
export const httpFetchFeed =
  (options: FetchOptions): FetchFeed =>
  async (request) => {
    const { wholeVisit = WHOLE_VISIT } = options;
    const signal = AbortSignal.timeout(wholeVisit * 1000);
    try {
      return await follow(options, request, signal);
    } catch (error) {
      const reason = signal.aborted ? `No complete answer within ${wholeVisit} seconds.` : reasonOf(error);
      return { outcome: 'failed', reason, retryAfter: null };
    }
  };

const follow = async (
  options: FetchOptions,
  request: FetchRequest,
  signal: AbortSignal,
): Promise<Fetched> => {
  let url = request.url;
  let permanent = true;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await send(options, { ...request, url }, signal);
    const { statusCode = 0, headers } = response;
    if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location) {
      return read(response, { url, movedTo: hop > 0 && permanent ? url : null });
    }
    response.destroy();
    permanent &&= statusCode === 301 || statusCode === 308;
    const next = URL.parse(headers.location, url);
    if (!next) throw new Refused('A redirect leads to no address.');
    url = next.href;
  }
  throw new Refused(`More than ${MOST_REDIRECTS} redirects.`);
};

const send = (
  options: FetchOptions,
  { url, etag, lastModified }: FetchRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> => {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new Refused(`Addresses of kind ${protocol} are not fetched.`);
  const literal = hostname.replace(/^\[|\]$/g, '');
  // An address in place of a name is never looked up, so it is checked here.
  if (/^[\d.]+$|:/.test(literal) && !options.mayConnect(literal)) throw new Refused(PRIVATE);
  const headers = {
    'user-agent': options.userAgent,
    accept:
      'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1',
    'accept-encoding': 'gzip, br, deflate',
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
  };
  const request = protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request(url, { headers, signal, lookup: checkedLookup(options), agent: false }, resolve)
      .on('error', reject)
      .end();
  });
};

const PRIVATE = 'The host is on a private network.';

const checkedLookup =
  ({ lookup = systemLookup, mayConnect }: FetchOptions): LookupFunction =>
  (hostname, lookupOptions, callback) => {
    lookup(hostname, { ...lookupOptions, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const usable = addresses.filter(({ address }) => mayConnect(address));
      const [first] = usable;
      if (!first) return callback(new Refused(PRIVATE), '', 0);
      return lookupOptions.all ? callback(null, usable) : callback(null, first.address, first.family);
    });
  };

const read = async (
  response: IncomingMessage,
  at: { url: string; movedTo: string | null },
): Promise<Fetched> => {
  const { statusCode = 0, headers } = response;
  const maxAge = maxAgeOf(headers['cache-control']);
  if (statusCode !== 200) response.destroy();
  if (statusCode === 304) return { outcome: 'unchanged', maxAge };
  if (statusCode === 410) return { outcome: 'gone' };
  if (statusCode !== 200) {
    return {
      outcome: 'failed',
      reason: `The server answered ${statusCode}.`,
      retryAfter: retryAfterOf(headers['retry-after']),
    };
  }
  return {
    outcome: 'fetched',
    bytes: await body(response),
    contentType: headers['content-type'] ?? '',
    ...at,
    etag: headers.etag?.slice(0, 500) ?? null,
    lastModified: headers['last-modified']?.slice(0, 100) ?? null,
    maxAge,
  };
};

/** Both sizes are counted as they stream by: a bomb is cut off, not unpacked. */
const body = async (response: IncomingMessage): Promise<Uint8Array> => {
  let compressed = 0;
  const decoder = decoderFor(response.headers['content-encoding']);
  response.on('data', (chunk: Buffer) => {
    compressed += chunk.length;
    if (compressed > (decoder ? MOST_COMPRESSED : MOST_DECODED))
      response.destroy(new Refused('The answer is too large.'));
  });
  const stream = decoder ? response.pipe(decoder) : response;
  response.on('error', (error) => decoder?.destroy(error));
  response.on('aborted', () => decoder?.destroy(new Refused('The connection broke off.')));
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_DECODED) {
      response.destroy();
      throw new Refused(decoder ? 'The answer is too large when unpacked.' : 'The answer is too large.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const decoderFor = (encoding: string | undefined) => {
  if (/^(x-)?gzip$/i.test(encoding ?? '')) return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  return encoding === 'deflate' ? createInflate() : undefined;
};

const maxAgeOf = (header: string | undefined): number | null => {
  const match = /max-age=(\d{1,9})/i.exec(header ?? '');
  return match ? Number(match[1]) : null;
};

/** Seconds; the header holds seconds or a date (RFC 9110). */
const retryAfterOf = (header: string | undefined): number | null => {
  if (!header) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.round((at - Date.now()) / 1000));
};

/** Node's, OpenSSL's and zlib's codes in words. */
const WORDS: [RegExp, string][] = [
  [/^ENOTFOUND$/, 'The name of the host is not known.'],
  [/^EAI_AGAIN$/, 'The name of the host could not be looked up.'],
  [/^ECONNREFUSED$/, 'The host refused the connection.'],
  [/^(ECONNRESET|EPIPE)$/, 'The connection broke off.'],
  [/^(ETIMEDOUT|EHOSTUNREACH)$/, 'The host did not answer.'],
  [/^ENETUNREACH$/, 'There is no network.'],
  [/^(Z_|ERR_(_|BROTLI|PADDING))/, 'The answer cannot be unpacked.'],
  [/^HPE_/, 'The answer is no proper HTTP.'],
  [/CERT|SELF_SIGNED|^ERR_TLS/, 'The certificate of the host is not valid.'],
  [/^(EPROTO|ERR_SSL)/, 'The host and we have no TLS in common.'],
];

const reasonOf = (error: unknown): string => {
  const { code = '', message } = error as { code?: string; message: string };
  return WORDS.find(([codes]) => codes.test(code))?.[1] ?? message.slice(0, 200);
};
