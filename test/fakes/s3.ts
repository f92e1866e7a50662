import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = 2; // keys a page, so that even a short list has more than one

const xml = (root: string, members: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${members}</${root}>`;
const failure = (code: string): string => xml('Error', `<Code>${code}</Code><Message>${code}.</Message>`);

const listing = (keys: string[], after: string): string => {
  const rest = keys.filter((key) => key > after).sort();
  const page = rest.slice(0, PAGE);
  const more = rest.length > page.length;
  return xml(
    'ListBucketResult',
    [
      `<IsTruncated>${more}</IsTruncated>`,
      more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '',
      ...page.map((key) => `<Contents><Key>${key}</Key></Contents>`),
    ].join(''),
  );
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** A server that speaks the part of S3 that snapshots need: PutObject (also on condition), GetObject, ListObjectsV2. */
export const startS3 = async () => {
  const objects = new Map<string, Buffer>();
  const bucket = 'snapshots';

  const put = (key: string, body: Buffer, condition: string | undefined): [number, string] => {
    if (condition === '*' && objects.has(key)) return [412, failure('PreconditionFailed')];
    objects.set(key, body);
    return [200, ''];
  };
  const get = (key: string): [number, string | Buffer] => {
    const found = objects.get(key);
    return found ? [200, found] : [404, failure('NoSuchKey')];
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
    const [, named, ...parts] = pathname.split('/').map(decodeURIComponent);
    const key = parts.join('/');
    const given = (): [number, string | Buffer] => {
      if (named !== bucket) return [404, failure('NoSuchBucket')];
      if (key !== '') return get(key);
      return [200, listing([...objects.keys()], searchParams.get('continuation-token') ?? '')];
    };
    const [status, body] =
      request.method === 'PUT' ? put(key, await bodyOf(request), request.headers['if-none-match']) : given();
    response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
  };

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    bucket,
    config: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    },
    empty: () => objects.clear(),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
