import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one call of SendEmail. */
export type SesBehaviour =
  | 'take'
  | 'throttle'
  | 'daily quota'
  | 'reject'
  | 'account suspended'
  | 'fault'
  | 'take and fault'
  | 'take and hang up'
  | 'hang up'
  | 'take and say nothing';

export type SentMail = { to: string; raw: string; tags: Record<string, string>; set: string | null };

type Call = {
  Content?: { Raw?: { Data?: string } };
  Destination?: { ToAddresses?: string[] };
  EmailTags?: { Name: string; Value: string }[];
  ConfigurationSetName?: string;
};

const REFUSALS: Partial<Record<SesBehaviour, { status: number; type: string; message: string }>> = {
  throttle: { status: 429, type: 'TooManyRequestsException', message: 'Maximum sending rate exceeded.' },
  'daily quota': { status: 429, type: 'TooManyRequestsException', message: 'Daily message quota exceeded.' },
  reject: {
    status: 400,
    type: 'MessageRejected',
    message: 'Email address is not verified: reader@example.org',
  },
  'account suspended': { status: 400, type: 'AccountSuspendedException', message: 'Account is suspended.' },
  fault: { status: 500, type: 'InternalServiceErrorException', message: 'Oops.' },
  'take and fault': { status: 500, type: 'InternalServiceErrorException', message: 'Oops.' },
};

/** A server that speaks the part of SES v2 that sending needs: SendEmail with raw content, and GetAccount. */
export const startSes = async ({
  quota = { MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 0 },
  keep = true,
  onCall = () => {},
}: {
  quota?: Record<string, number>;
  keep?: boolean;
  onCall?: () => void;
} = {}) => {
  const next: SesBehaviour[] = [];
  const taken: SentMail[] = [];
  const counts = { calls: 0, taken: 0 };

  const take = (call: Call): string => {
    counts.taken++;
    if (keep)
      taken.push({
        to: call.Destination?.ToAddresses?.[0] ?? '',
        raw: Buffer.from(call.Content?.Raw?.Data ?? '', 'base64').toString('utf8'),
        tags: Object.fromEntries((call.EmailTags ?? []).map(({ Name, Value }) => [Name, Value])),
        set: call.ConfigurationSetName ?? null,
      });
    return `0100-${counts.taken}`;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const json = (status: number, body: object, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url === '/v2/email/account')
      return void json(200, { SendQuota: quota, SendingEnabled: true });
    if (request.url !== '/v2/email/outbound-emails') return void json(404, {});
    counts.calls++;
    onCall();
    const behaviour = next.shift() ?? 'take';
    const call = behaviour.includes('take')
      ? (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Call)
      : {};
    const id = behaviour.includes('take') ? take(call) : '';
    const refusal = REFUSALS[behaviour];
    if (refusal)
      return void json(refusal.status, { message: refusal.message }, { 'x-amzn-errortype': refusal.type });
    if (behaviour.endsWith('hang up')) return void request.socket.destroy();
    if (behaviour === 'take') json(200, { MessageId: id });
  };

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    taken,
    counts,
    /** Behaviours of the next calls, in order; afterwards it takes everything. */
    next,
    config: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
