import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { partsOf } from './paging.ts';
import type { Queue } from './queue.ts';

const BATCH = 10; // SQS takes at most ten messages a call

/** The sending half over SQS; a queue whose name ends in `.fifo` keeps order within a group. */
export const sqsQueue = <T>(client: SQSClient, url: string): Queue<T> => ({
  async send(messages) {
    for (const some of partsOf(messages, BATCH)) await sendBatch(client, url, some);
  },
});

const sendBatch = async (client: SQSClient, url: string, messages: Parameters<Queue<unknown>['send']>[0]) => {
  const fifo = url.endsWith('.fifo');
  const Entries = messages.map(({ body, group, dedupId }, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(body),
    ...(fifo && { MessageGroupId: group ?? 'all', MessageDeduplicationId: dedupId }),
  }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  // The whole send is repeated by whoever called: messages may come twice, but none may be lost.
  if (Failed.length > 0)
    throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Message ?? 'no reason given'}`);
};
