import type { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Schedule, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { DeadLetters } from './work-queue.ts';

export type ClockProps = Omit<ServiceFunctionProps, 'onFailure'> & {
  when: ScheduleExpression;
  /** A run that could not be begun within this time is not worth its while any more. */
  within: Duration;
  attempts: number;
};

/** A function that a schedule starts; a run that was never begun or failed for good is set aside. */
export class Clock extends Construct {
  readonly worker: ServiceFunction;

  constructor(scope: Construct, id: string, { when, within, attempts, ...props }: ClockProps) {
    super(scope, id);
    const failed = new DeadLetters(this, 'Failed');
    this.worker = new ServiceFunction(this, 'Worker', { ...props, onFailure: new SqsDestination(failed) });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    const { functionArn } = this.worker;
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failed.queueArn] }));
    new Schedule(this, 'Schedule', {
      description: props.description,
      schedule: when,
      target: new LambdaInvoke(this.worker, {
        role: role.withoutPolicyUpdates(), // the target itself would allow every version of the function
        deadLetterQueue: failed,
        retryAttempts: attempts,
        maxEventAge: within,
      }),
    });
  }
}
