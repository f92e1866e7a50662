import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Entry = { Id: string; MessageBody: string; MessageGroupId?: string };

/** As much of SQS as a sender needs: it takes batches and keeps what was in them. */
export const startFakeSqs = async () => {
  const sent: { queue: string; body: unknown; group: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { QueueUrl, Entries } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      QueueUrl: string;
      Entries: Entry[];
    };
    for (const { MessageBody, MessageGroupId } of Entries)
      sent.push({ queue: QueueUrl, body: JSON.parse(MessageBody), group: MessageGroupId });
    const Successful = Entries.map(({ Id, MessageBody }) => ({
      Id,
      MessageId: Id,
      MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'), // the SDK compares it
    }));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ Successful, Failed: [] }));
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, sent, stop: () => server.closeAllConnections() };
};
