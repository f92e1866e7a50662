import { Duration, TimeZone } from 'aws-cdk-lib';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { Clock } from './clock.ts';
import { RunbookAlarm } from './runbook-alarm.ts';
import type { ServiceFunction } from './service-function.ts';
import { allow, allowSnapshots, type Storage } from './storage.ts';

export type DigestProps = { stage: Stage; storage: Storage; mails: IQueue; baseUrl: string };

/**
 * Freezes the issue of the week that has just ended, hands it out to be mailed, writes the week's snapshot of the record, and
 * looks for what is worth an alert.
 */
export class Digest extends Construct {
  readonly digest: ServiceFunction;

  constructor(scope: Construct, id: string, { stage, storage, mails, baseUrl }: DigestProps) {
    super(scope, id);
    const { timeZone, ...at } = stage.digest;
    const when = ScheduleExpression.cron({ ...at, timeZone: TimeZone.of(timeZone) });
    const clock = new Clock(this, 'Freeze', {
      stage,
      name: 'digest',
      description: 'Freezes the issue of the week that has just ended and hands it out',
      environment: {
        TABLE_NAME: storage.table.tableName,
        MAIL_QUEUE_URL: mails.queueUrl,
        SNAPSHOT_BUCKET: storage.snapshots.bucketName,
        BASE_URL: baseUrl,
      },
      timeout: Duration.minutes(10),
      memorySize: 1024,
      when,
      input: { task: 'issue' },
      within: Duration.hours(12),
      attempts: 10,
    });
    clock.also('Snapshot', when, { task: 'snapshot' });
    clock.also('Resume', ScheduleExpression.rate(Duration.hours(1)), { task: 'resume' });
    clock.also('Alerts', ScheduleExpression.rate(Duration.minutes(15)), { task: 'alerts' });
    this.digest = clock.worker;
    mails.grantSendMessages(this.digest);
    allowSnapshots(storage.snapshots, this.digest, 'write');
    allow(storage.table, this.digest, {
      gets: ['JOURNAL', 'DIGESTS', 'MAILINGS', 'ALERTS'],
      queries: ['IX#*', 'E#*', 'CHANGES#*', 'ASIDE#*', 'SOURCES', 'READ', 'SUBS#*', 'SENT#*'],
      puts: ['DIGESTS', 'MAILINGS', 'ALERTS'],
    });
    this.watch();
  }

  private watch(): void {
    const held = new MetricFilter(this, 'Held', {
      logGroup: this.digest.logGroup,
      filterPattern: FilterPattern.stringValue('$.message', '=', 'Issue held.'),
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
