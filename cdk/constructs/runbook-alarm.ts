import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

export type RunbookAlarmProps = {
  metric: IMetric;
  threshold: number;
  /** What it means, for whoever is woken by it. */
  says: string;
  /** The heading in RUNBOOK.md, as its anchor. */
  runbook: string;
  /** Periods in a row that must be bad. */
  periods?: number;
  /** A value under the threshold is what is bad. */
  below?: boolean;
  /** No data is bad too: whatever should report does not. */
  silenceIsBad?: boolean;
};

/** An alarm that says what it means and where it is written what to do. */
export class RunbookAlarm extends Alarm {
  constructor(scope: Construct, id: string, props: RunbookAlarmProps) {
    super(scope, id, {
      metric: props.metric,
      threshold: props.threshold,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.silenceIsBad ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${props.says} What to do: cdk/RUNBOOK.md#${props.runbook}`,
    });
  }
}

export const FIVE_MINUTES = Duration.minutes(5);
