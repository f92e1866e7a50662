import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const BASE = '/2018-06-01/runtime';

/** How an invocation ended: the handler's answer, or the error that it threw. */
export type Outcome = { answer: unknown } | { error: { errorType?: string; errorMessage?: string } };

export type RuntimeApi = {
  /** host:port, as the runtime client is told it. */
  address: string;
  /** Resolves when the client asks for its first event: the handler's module has then been loaded. */
  ready: Promise<void>;
  invoke(event: unknown): Promise<Outcome>;
  stop(): void;
};

/** The server that Lambda keeps beside each sandbox: hands out events and takes the answers. */
export const startRuntimeApi = async (): Promise<RuntimeApi> => {
  const events: { id: string; event: unknown }[] = [];
  const askers: ServerResponse[] = [];
  const ends = new Map<string, (outcome: Outcome) => void>();
  let count = 0;
  const ready = Promise.withResolvers<void>();
  const serve = (): void => {
    while (events.length > 0 && askers.length > 0) hand(askers.shift(), events.shift());
  };
  const server = createServer(async (request, response) => {
    const [, id = '', part] = request.url?.match(/invocation\/([^/]+)(?:\/(\w+))?$/) ?? [];
    if (id === 'next') {
      askers.push(response);
      ready.resolve();
      return serve();
    }
    const body = await bodyOf(request);
    if (request.url === `${BASE}/init/error`) ready.reject(new Error(body));
    else ends.get(id)?.(part === 'response' ? { answer: JSON.parse(body) } : { error: JSON.parse(body) });
    response.writeHead(202).end();
  });
  const address = await listen(server);
  return {
    address,
    ready: ready.promise,
    invoke: (event) =>
      new Promise((resolve) => {
        const id = `invocation-${++count}`;
        ends.set(id, resolve);
        events.push({ id, event });
        serve();
      }),
    stop: () => server.closeAllConnections(),
  };
};

const hand = (response?: ServerResponse, next?: { id: string; event: unknown }): void => {
  if (!response || !next) return;
  response.writeHead(200, {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': next.id,
    'lambda-runtime-deadline-ms': String(Date.now() + 30_000),
    'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:local:000000000000:function:amur',
  });
  response.end(JSON.stringify(next.event));
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const listen = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};
