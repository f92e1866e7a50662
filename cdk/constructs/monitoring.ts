import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import {
  Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Own, Stage } from '../stages.ts';
import type { Api } from './api.ts';
import type { Ingestion } from './ingestion.ts';
import type { Recording } from './recording.ts';
import { FIVE_MINUTES, RunbookAlarm } from './runbook-alarm.ts';

export type MonitoringProps = {
  stage: Stage;
  own: Own;
  ingestion: Ingestion;
  recording: Recording;
  api: Api;
};

/** Who is told of alarms, one picture of how things stand, and a watch on what it costs. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    this.watchConcurrency();
    const topic = this.told(props.own);
    this.picture(props);
    this.budget(props, topic);
    for (const alarm of Stack.of(this).node.findAll())
      if (alarm instanceof Alarm) alarm.addAlarmAction(new SnsAction(topic));
  }

  /** Over all functions of the account, since they share its concurrency; their errors show where work is set aside. */
  private watchConcurrency(): void {
    new RunbookAlarm(this, 'Throttled', {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Throttles',
        statistic: 'Sum',
        period: FIVE_MINUTES,
      }),
      threshold: 1,
      periods: 3,
      says: 'Functions are refused for want of concurrency.',
      runbook: 'functions-are-throttled',
    });
  }

  private told({ alarmEmail }: Own): Topic {
    const topic = new Topic(this, 'Alarms', { displayName: 'Amur', enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com'].map(
          (name) => new ServicePrincipal(name),
        ),
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
    Validations.of(topic).acknowledge(
      {
        id: 'AwsSolutions-SNS2',
        reason:
          'CloudWatch cannot publish to a topic under the key that AWS manages; an alarm holds no secret.',
      },
      {
        id: 'Serverless-SNSRedrivePolicy',
        reason: 'A mail that bounces says so in the inbox of who operates it.',
      },
    );
    return topic;
  }

  private picture({ stage, ingestion, recording, api }: MonitoringProps): void {
    const hour = Duration.hours(1);
    const { queue } = ingestion.visits;
    new Dashboard(this, 'Dashboard', {
      dashboardName: `amur-${stage.name}`,
      defaultInterval: Duration.days(7),
      widgets: [
        [
          new TextWidget({
            markdown: `# Amur, ${stage.name}\n[Open the page](${api.baseUrl}/). What to do: cdk/RUNBOOK.md`,
            width: 24,
            height: 2,
          }),
        ],
        [
          new AlarmStatusWidget({
            title: 'Alarms',
            alarms: Stack.of(this)
              .node.findAll()
              .filter((one) => one instanceof Alarm),
            width: 24,
            height: 4,
          }),
        ],
        [
          new GraphWidget({ title: 'Visits an hour', left: ingestion.visitsMade, width: 8 }),
          new GraphWidget({
            title: 'Reports an hour',
            left: [recording.recorded.with({ period: hour })],
            width: 8,
          }),
          new GraphWidget({
            title: 'Oldest message (seconds)',
            left: [queue, recording.reports.queue].map((one) => one.metricApproximateAgeOfOldestMessage()),
            width: 8,
          }),
        ],
        [
          new GraphWidget({
            title: 'Requests',
            left: [api.gateway.metricCount(), api.gateway.metricServerError()],
            width: 12,
          }),
          new GraphWidget({
            title: 'Latency (ms)',
            left: ['p50', 'p95'].map((statistic) => api.gateway.metricLatency({ statistic })),
            width: 12,
          }),
        ],
      ],
    });
  }

  private budget({ stage, own }: MonitoringProps, topic: Topic): void {
    const warned = own.alarmEmail
      ? [{ subscriptionType: 'EMAIL', address: own.alarmEmail }]
      : [{ subscriptionType: 'SNS', address: topic.topicArn }];
    const at = (threshold: number, notificationType: string) => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: warned,
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `amur-${stage.name}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: stage.budget, unit: 'USD' },
      },
      notificationsWithSubscribers: [at(80, 'ACTUAL'), at(100, 'FORECASTED')],
    });
  }
}
