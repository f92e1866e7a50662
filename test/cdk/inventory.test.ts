import { describe, expect, it } from 'vitest';
import { type Resource, templatesOf } from './templates.ts';

/** What of a resource a reviewer wants to see change: sizes, limits, times, doors. */
const SHOWN: Record<string, string[]> = {
  'AWS::Lambda::Function': [
    'Runtime',
    'Architectures',
    'MemorySize',
    'Timeout',
    'ReservedConcurrentExecutions',
    'TracingConfig',
  ],
  'AWS::Lambda::EventSourceMapping': [
    'BatchSize',
    'MaximumBatchingWindowInSeconds',
    'ScalingConfig',
    'FunctionResponseTypes',
  ],
  'AWS::SQS::Queue': [
    'FifoQueue',
    'VisibilityTimeout',
    'MessageRetentionPeriod',
    'ContentBasedDeduplication',
    'DeduplicationScope',
    'FifoThroughputLimit',
    'SqsManagedSseEnabled',
  ],
  'AWS::Scheduler::Schedule': ['ScheduleExpression', 'ScheduleExpressionTimezone', 'FlexibleTimeWindow'],
  'AWS::CloudWatch::Alarm': [
    'AlarmName',
    'ComparisonOperator',
    'Threshold',
    'EvaluationPeriods',
    'Period',
    'TreatMissingData',
  ],
  'AWS::Logs::LogGroup': ['RetentionInDays'],
  'AWS::DynamoDB::GlobalTable': ['BillingMode', 'TimeToLiveSpecification'],
  'AWS::S3::Bucket': ['VersioningConfiguration', 'PublicAccessBlockConfiguration'],
};

/** Logical ids without the hash that CDK adds, so that a move in the tree shows as what it is. */
const plain = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

const line = ([id, { Type, Properties, DeletionPolicy }]: [string, Resource]): string => {
  const shown = (SHOWN[Type] ?? []).flatMap((name) =>
    Properties?.[name] === undefined ? [] : [`${name}=${JSON.stringify(Properties[name])}`],
  );
  const kept = DeletionPolicy ? [`on deletion: ${DeletionPolicy}`] : [];
  return [Type.replace('AWS::', ''), plain(id), ...shown, ...kept].join('  ');
};

const inventoryOf = (stage: 'dev' | 'prod'): string => {
  const { data, app } = templatesOf(stage);
  return [data, app]
    .map((template) => {
      const { Resources } = template.toJSON() as { Resources: Record<string, Resource> };
      return Object.entries(Resources).map(line).sort().join('\n');
    })
    .join('\n\n')
    .concat('\n');
};

describe('what a deployment brings', () => {
  it.each(['dev', 'prod'] as const)(
    'in %s is what was reviewed: a change shows here first',
    async (stage) => {
      await expect(inventoryOf(stage)).toMatchFileSnapshot(`inventory.${stage}.txt`);
    },
  );
});
