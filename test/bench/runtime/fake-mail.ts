import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

const MASTER = 'made-up '.repeat(6);
/** Opens `operate`; the secret has its hash. */
export const EDITORS_TOKEN = 'made-up-token-'.repeat(3);
const SECRET = {
  master: MASTER,
  adminTokens: [
    {
      name: 'An editor',
      hash: createHash('sha256').update(EDITORS_TOKEN).digest('hex'),
      scopes: ['read', 'review'],
    },
  ],
};
const QUOTA = { SendQuota: { MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 0 } };

type SendEmail = { Content: { Raw: { Data: string } }; EmailTags: { Name: string; Value: string }[] };
export type SentMail = { messageId: string; raw: string; tags: Record<string, string[]> };

/** As much of SES and Secrets Manager as sending a mail takes: the quota, the keys, and mails that are kept. */
export const startFakeMail = async () => {
  const sent: SentMail[] = [];
  const take = ({ Content, EmailTags }: SendEmail): object => {
    const messageId = `mail-${sent.length + 1}`;
    const tags = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]]));
    sent.push({ messageId, raw: Buffer.from(Content.Raw.Data, 'base64').toString('utf8'), tags });
    return { MessageId: messageId };
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const isSecret = String(request.headers['x-amz-target']).endsWith('GetSecretValue');
    const answer = isSecret
      ? { SecretString: JSON.stringify(SECRET) }
      : request.method === 'GET'
        ? QUOTA
        : take(JSON.parse(body) as SendEmail);
    response.writeHead(200, {
      'content-type': isSecret ? 'application/x-amz-json-1.1' : 'application/json',
    });
    response.end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, sent, stop: () => server.closeAllConnections() };
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};
