import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../shared/platform/app-error.ts';

/**
 * One process holds the embedded store. A command started beside it hands its work over: the address and a secret lie
 * in the data folder, readable by the owner alone, and the answer comes back as one JSON line for each printed line.
 */
const Address = z.object({ port: z.int(), secret: z.string() });
const Work = z.object({ command: z.string(), args: z.unknown() });
type Work = z.infer<typeof Work>;
const Line = z.union([
  z.object({ print: z.string() }),
  z.object({ done: z.literal(true) }),
  z.object({ refused: z.string() }),
]);
type Line = z.infer<typeof Line>;

export type Print = (line: string) => void;
export type RunWork = (work: Work, print: Print) => Promise<void>;

const fileIn = (dataDir: string): string => join(dataDir, 'control.json');

/** Listens for handed-over work until `stop`. */
export const serveControl = async (dataDir: string, run: RunWork): Promise<{ stop(): Promise<void> }> => {
  const secret = randomBytes(24).toString('base64url');
  const server = createServer((request, response) => void answer(request, response, secret, run));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mkdirSync(dataDir, { recursive: true });
  const address = { port: (server.address() as AddressInfo).port, secret };
  writeFileSync(fileIn(dataDir), JSON.stringify(address), { mode: 0o600 });
  return {
    async stop() {
      rmSync(fileIn(dataDir), { force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  secret: string,
  run: RunWork,
): Promise<void> => {
  if (!hasSecret(request.headers.authorization ?? '', secret)) {
    response.writeHead(403).end();
    return;
  }
  const send = (line: Line): void => void response.write(`${JSON.stringify(line)}\n`);
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  try {
    await run(Work.parse(JSON.parse(await bodyOf(request))), (print) => send({ print }));
    send({ done: true });
  } catch (error) {
    send({ refused: error instanceof Error ? error.message : String(error) });
  }
  response.end();
};

const hasSecret = (header: string, secret: string): boolean => {
  const [given, wanted] = [Buffer.from(header), Buffer.from(`Bearer ${secret}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/**
 * Hands work to the process that holds the store.
 * @returns false when there is none (no address, or nobody answers at it any more).
 * @throws AppError BadInput with the reason when the work was refused there.
 */
export const handOver = async (dataDir: string, work: Work, print: Print): Promise<boolean> => {
  const address = readAddress(dataDir);
  if (!address) return false;
  const response = await fetch(`http://127.0.0.1:${address.port}/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${address.secret}` },
    body: JSON.stringify(work),
  }).catch(() => undefined);
  if (!response?.ok || !response.body) return false; // a process that was killed leaves its address behind
  await readLines(response.body, print);
  return true;
};

const readAddress = (dataDir: string): z.infer<typeof Address> | undefined => {
  try {
    return Address.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
};

const readLines = async (body: ReadableStream<Uint8Array>, print: Print): Promise<void> => {
  let rest = '';
  let last: Line | undefined;
  for await (const text of body.pipeThrough(
    new TextDecoderStream() as never,
  ) as unknown as AsyncIterable<string>) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      last = Line.parse(JSON.parse(line));
      if ('print' in last) print(last.print);
    }
  }
  if (last && 'refused' in last) throw new AppError('BadInput', last.refused);
  if (!last || !('done' in last))
    throw new AppError('Busy', 'The running process ended before the work was done; run the command again.');
};
