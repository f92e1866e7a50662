import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { FIVE_MINUTES, RunbookAlarm } from './runbook-alarm.ts';
import { ServiceFunction } from './service-function.ts';
import { allow, type Storage } from './storage.ts';
import { WorkQueue } from './work-queue.ts';

const RECORD = Duration.seconds(60);

/** Merges reports into events: one at a time within a family of events, families side by side. */
export class Recording extends Construct {
  readonly reports: WorkQueue;
  readonly record: ServiceFunction;
  /** Reports that were merged, or that told nothing new. */
  readonly recorded: Metric;

  constructor(scope: Construct, id: string, { stage, storage }: { stage: Stage; storage: Storage }) {
    super(scope, id);
    this.reports = new WorkQueue(this, 'Reports', { timeout: RECORD, attempts: 5, fifo: true });
    this.record = new ServiceFunction(this, 'Record', {
      stage,
      name: 'record',
      description: 'Merges a report into the event it tells of',
      environment: { TABLE_NAME: storage.table.tableName },
      timeout: RECORD,
      memorySize: 1024,
    });
    this.reports.feed(this.record, { batch: 10, at: 4 });
    allow(storage.table, this.record, {
      gets: ['JOURNAL', 'E#*', 'KNOWN#*'],
      queries: ['FAM#*'],
      updates: ['JOURNAL'],
      puts: ['CHANGES#*', 'E#*', 'KNOWN#*', 'FAM#*', 'IX#*', 'ASIDE#*'],
    });
    this.recorded = this.count();
    this.watch();
  }

  private count(): Metric {
    const recorded = new MetricFilter(this, 'Recorded', {
      logGroup: this.record.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', 'Recorded.'),
      metricNamespace: 'Amur',
      metricName: `${this.record.stack.stackName}-Recorded`,
      metricValue: '1',
    });
    return recorded.metric({ statistic: 'Sum', period: Duration.hours(6) });
  }

  private watch(): void {
    new RunbookAlarm(this, 'Behind', {
      metric: this.reports.queue.metricApproximateAgeOfOldestMessage({
        period: FIVE_MINUTES,
        statistic: 'Maximum',
      }),
      threshold: 1800,
      periods: 2,
      says: 'A report has waited half an hour to be merged.',
      runbook: 'recording-is-behind',
    });
    new RunbookAlarm(this, 'NothingNew', {
      metric: this.recorded,
      threshold: 1,
      periods: 4,
      below: true,
      silenceIsBad: true,
      says: 'The newest report is more than a day old.',
      runbook: 'no-report-for-a-day',
    });
  }
}
