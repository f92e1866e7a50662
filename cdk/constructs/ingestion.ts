import { Duration } from 'aws-cdk-lib';
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { Clock } from './clock.ts';
import { RunbookAlarm } from './runbook-alarm.ts';
import { ServiceFunction } from './service-function.ts';
import { allow, type Storage } from './storage.ts';
import { WorkQueue } from './work-queue.ts';

export type IngestionProps = {
  stage: Stage;
  storage: Storage;
  records: IQueue;
  /** How visitors of outlets' servers introduce themselves. */
  userAgent: string;
};

const VISIT = Duration.seconds(60); // a visit ends after 20 seconds at most; a batch runs side by side

/** Plans visits to the sources that are due, visits them, and passes on what may tell of an event. */
export class Ingestion extends Construct {
  readonly visits: WorkQueue;
  readonly plan: ServiceFunction;
  readonly ingest: ServiceFunction;
  /** All visits, and those that no source answered. */
  readonly visitsMade: [Metric, Metric];

  constructor(scope: Construct, id: string, { stage, storage, records, userAgent }: IngestionProps) {
    super(scope, id);
    const TABLE_NAME = storage.table.tableName;
    this.visits = new WorkQueue(this, 'Visits', { timeout: VISIT, attempts: 3 });
    this.plan = new Clock(this, 'Plan', {
      stage,
      name: 'plan',
      description: 'Queues a visit to each source that is due',
      environment: { TABLE_NAME, VISITS_QUEUE_URL: this.visits.queue.queueUrl },
      when: ScheduleExpression.rate(stage.planEvery),
      within: Duration.minutes(5),
      attempts: 2,
    }).worker;
    this.ingest = new ServiceFunction(this, 'Ingest', {
      stage,
      name: 'ingest',
      description: 'Visits a source and passes on the reports of events',
      environment: { TABLE_NAME, RECORDS_QUEUE_URL: records.queueUrl, USER_AGENT: userAgent },
      timeout: VISIT,
      memorySize: 1024,
    });
    this.visits.feed(this.ingest, { batch: 5, at: 5 });
    this.visits.queue.grantSendMessages(this.plan);
    records.grantSendMessages(this.ingest);
    allow(storage.table, this.plan, { queries: ['SOURCES'] });
    allow(storage.table, this.ingest, { updates: ['SOURCES', 'READ', 'HOSTS'] });
    this.visitsMade = this.count();
    this.watch();
  }

  /** The handler writes one line a visit. */
  private count(): [Metric, Metric] {
    const count = (id: string, pattern: IFilterPattern) =>
      new MetricFilter(this, id, {
        logGroup: this.ingest.logGroup,
        filterPattern: pattern,
        metricNamespace: 'Amur',
        metricName: `${this.ingest.stack.stackName}-${id}`,
        metricValue: '1',
      }).metric({ statistic: 'Sum', period: Duration.hours(1) });
    const visited = FilterPattern.stringValue('$.message', '=', 'Visited.');
    const failed = FilterPattern.stringValue('$.outcome', '=', 'failed');
    return [count('VisitsMade', visited), count('VisitsFailed', FilterPattern.all(visited, failed))];
  }

  /** Share of the visits that a source answered. */
  private watch(): void {
    const [visits, failed] = this.visitsMade;
    new RunbookAlarm(this, 'SourcesSilent', {
      metric: new MathExpression({
        expression: '100 * (visits - FILL(failed, 0)) / visits',
        usingMetrics: { visits, failed },
        label: 'visits answered, per cent',
        period: Duration.hours(1),
      }),
      threshold: 50,
      periods: 2,
      below: true,
      silenceIsBad: true,
      says: 'Fewer than half of the visits of two hours were answered, or none were made.',
      runbook: 'sources-do-not-answer',
    });
  }
}
