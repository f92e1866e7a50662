import {
  BatchProcessor,
  EventType,
  processPartialResponse,
  SqsFifoPartialProcessorAsync,
} from '@aws-lambda-powertools/batch';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { log } from './log.ts';
import type { Queue } from './queue.ts';

const BATCH = 10; // SQS takes at most ten messages a call

/** After a failure the later messages of the same group must wait, or their order is lost. */
const FIFO = { throwOnFullBatchFailure: false, skipGroupOnError: true };

/** A Lambda handler that parses each message and hands back only those that failed, so that they alone return. */
export const sqsHandler =
  <T>(schema: z.ZodType<T>, handle: (message: T) => Promise<unknown>) =>
  (event: SQSEvent): Promise<SQSBatchResponse> => {
    const fifo = event.Records[0]?.eventSourceARN.endsWith('.fifo');
    const record = messageHandler(schema, handle);
    return fifo
      ? processPartialResponse(event, record, new SqsFifoPartialProcessorAsync(), FIFO)
      : processPartialResponse(event, record, new BatchProcessor(EventType.SQS), {
          throwOnFullBatchFailure: false,
        });
  };

const messageHandler =
  <T>(schema: z.ZodType<T>, handle: (message: T) => Promise<unknown>) =>
  async ({ body, messageId }: SQSRecord): Promise<void> => {
    try {
      await handle(schema.parse(JSON.parse(body)));
    } catch (error) {
      log('error', 'A message failed.', {
        messageId,
        reason: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
  };

/** The sending half over SQS; a queue whose name ends in `.fifo` keeps order within a group. */
export const sqsQueue = <T>(client: SQSClient, url: string): Queue<T> => ({
  async send(messages) {
    for (let start = 0; start < messages.length; start += BATCH) {
      await sendBatch(client, url, messages.slice(start, start + BATCH));
    }
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
