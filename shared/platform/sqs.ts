import {
  BatchProcessor,
  EventType,
  processPartialResponse,
  SqsFifoPartialProcessorAsync,
} from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { log } from './log.ts';

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
