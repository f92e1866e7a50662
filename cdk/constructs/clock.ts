import type { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Schedule, type ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';
import { DeadLetters } from './work-queue.ts';

export type ClockProps = Omit<ServiceFunctionProps, 'onFailure'> & {
  when: ScheduleExpression;
  /** What the function is told; nothing where it has one task. */
  input?: Record<string, string>;
  /** A run that could not be begun within this time is not worth its while any more. */
  within: Duration;
  attempts: number;
};

/** A function that a schedule starts; a run that was never begun or failed for good is set aside. */
export class Clock extends Construct {
  readonly worker: ServiceFunction;
  private readonly start: (id: string, when: ScheduleExpression, input?: Record<string, string>) => void;

  constructor(scope: Construct, id: string, { when, input, within, attempts, ...props }: ClockProps) {
    super(scope, id);
    const failed = new DeadLetters(this, 'Failed');
    this.worker = new ServiceFunction(this, 'Worker', { ...props, onFailure: new SqsDestination(failed) });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    const { functionArn } = this.worker;
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failed.queueArn] }));
    this.start = (name, schedule, told) =>
      void new Schedule(this, name, {
        description: props.description,
        schedule,
        target: new LambdaInvoke(this.worker, {
          role: role.withoutPolicyUpdates(), // the target itself would allow every version of the function
          deadLetterQueue: failed,
          retryAttempts: attempts,
          maxEventAge: within,
          ...(told && { input: ScheduleTargetInput.fromObject(told) }),
        }),
      });
    this.start('Schedule', when, input);
  }

  /** Starts it at other times too, for another task. */
  also(id: string, when: ScheduleExpression, input: Record<string, string>): void {
    this.start(id, when, input);
  }
}
