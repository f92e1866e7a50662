import { Duration, Validations } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  type IQueue,
  Queue,
  QueueEncryption,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FIVE_MINUTES, RunbookAlarm } from './runbook-alarm.ts';

const SAFE = { enforceSSL: true, encryption: QueueEncryption.SQS_MANAGED } as const;

/** Where messages lie that nobody could handle; an alarm tells of the first. */
export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string, { fifo }: { fifo?: boolean } = {}) {
    super(scope, id, { ...SAFE, ...(fifo && { fifo }), retentionPeriod: Duration.days(14) });
    const itself = 'It is where dead letters go.';
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-SQS3', reason: itself },
      { id: 'Serverless-SQSRedrivePolicy', reason: itself },
    );
    new RunbookAlarm(this, 'SetAside', {
      metric: this.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      threshold: 1,
      says: 'Work was set aside after every attempt failed.',
      runbook: 'work-was-set-aside',
    });
  }
}

export type WorkQueueProps = {
  /** Of the function that works on it; AWS asks for six times that as visibility. */
  timeout: Duration;
  attempts: number;
  /** Messages of one group keep their order and are worked on one at a time. */
  fifo?: boolean;
};

/** A queue with its dead letters. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: IQueue;

  constructor(scope: Construct, id: string, { timeout, attempts, fifo = false }: WorkQueueProps) {
    super(scope, id);
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { fifo });
    this.queue = new Queue(this, 'Queue', {
      ...SAFE,
      ...(fifo && FIFO),
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: attempts },
    });
  }

  /** Messages that failed return alone; `at` workers at most, so that a burst runs up no bill. */
  feed(worker: IFunction, { batch, at }: { batch: number; at: number }): void {
    worker.addEventSource(
      new SqsEventSource(this.queue, { batchSize: batch, maxConcurrency: at, reportBatchItemFailures: true }),
    );
    Validations.of(worker).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'The queue itself sets aside what fails; a destination of the mapping is for streams.',
    });
  }
}

const FIFO: QueueProps = {
  fifo: true,
  contentBasedDeduplication: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};
