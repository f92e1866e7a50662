import { Duration, TimeZone } from 'aws-cdk-lib';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { Clock } from './clock.ts';
import { RunbookAlarm } from './runbook-alarm.ts';
import type { ServiceFunction } from './service-function.ts';
import { allow, type Storage } from './storage.ts';

export type DigestProps = { stage: Stage; storage: Storage };

/** Freezes the issue of the week that has just ended. */
export class Digest extends Construct {
  readonly digest: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, storage }: DigestProps) {
    super(scope, id);
    const { timeZone, ...at } = stage.digest;
    this.digest = new Clock(this, 'Freeze', {
      stage,
      name: 'digest',
      description: 'Freezes the issue of the week that has just ended',
      environment: { TABLE_NAME: storage.table.tableName },
      timeout: Duration.minutes(2),
      memorySize: 1024,
      when: ScheduleExpression.cron({ ...at, timeZone: TimeZone.of(timeZone) }),
      within: Duration.hours(12),
      attempts: 10,
    }).worker;
    allow(storage.table, this.digest, {
      gets: ['JOURNAL', 'DIGESTS'],
      queries: ['IX#*', 'E#*', 'CHANGES#*', 'ASIDE#*', 'SOURCES'],
      puts: ['DIGESTS'],
    });
    this.watch();
  }

  private watch(): void {
    const held = new MetricFilter(this, 'Held', {
      logGroup: this.digest.logGroup,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.message', '=', 'Issue frozen.'),
        FilterPattern.stringValue('$.held', '=', '*'),
      ),
      metricNamespace: 'Amur',
      metricName: `${this.digest.stack.stackName}-IssuesHeld`,
      metricValue: '1',
    });
    new RunbookAlarm(this, 'IssueHeld', {
      metric: held.metric({ statistic: 'Sum', period: Duration.hours(1) }),
      threshold: 1,
      says: 'The issue of the week was frozen but is held back: too much of the week is missing.',
      runbook: 'the-issue-is-held',
    });
  }
}
