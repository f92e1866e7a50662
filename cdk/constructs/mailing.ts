import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Own, Stage } from '../stages.ts';
import { FIVE_MINUTES, RunbookAlarm } from './runbook-alarm.ts';
import { ServiceFunction } from './service-function.ts';
import { allow, type Storage } from './storage.ts';
import { DeadLetters, WorkQueue } from './work-queue.ts';

export type MailingProps = { stage: Stage; own: Own; storage: Storage; baseUrl: string };

const DELIVER = Duration.minutes(5); // a job of 25 mails, and SES may ask to go slower again and again

/** What SES is asked to tell of each mail. */
const TOLD = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
];

/** Sends mails one after the other, and takes in what became of them. */
export class Mailing extends Construct {
  readonly mails: WorkQueue;
  readonly keys: Secret;
  readonly deliver: ServiceFunction;
  readonly feedback: ServiceFunction;

  constructor(scope: Construct, id: string, props: MailingProps) {
    super(scope, id);
    const { stage, storage } = props;
    // In order within a group: the jobs of an issue are one group, so that one sender at a time keeps the quota's pace.
    this.mails = new WorkQueue(this, 'Mails', { timeout: DELIVER, attempts: 5, fifo: true });
    this.keys = this.makeKeys(stage);
    const set = this.configurationSet(stage, props.own);
    this.deliver = this.sender(props, set);
    this.feedback = this.listener(stage, storage, set);
    this.watch();
  }

  /** The secret that signs links and hides addresses; the stack generates it and nobody needs to see it. */
  private makeKeys(stage: Stage): Secret {
    const keys = new Secret(this, 'Keys', {
      description: 'Signs the links in mails, and keys the ids of subscribers',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'master',
        passwordLength: 48,
        excludePunctuation: true,
      },
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(keys).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Links in sent mails must work for years; a new signing key is put beside the old ones by hand, see the runbook.',
    });
    return keys;
  }

  private configurationSet(stage: Stage, { mail }: Own): ConfigurationSet {
    const set = new ConfigurationSet(this, 'Set', {
      configurationSetName: `amur-${stage.name}`,
      reputationMetrics: true,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    set.addEventDestination('Told', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: TOLD,
    });
    if (mail)
      new EmailIdentity(this, 'Identity', {
        identity: Identity.domain(mail.domain),
        mailFromDomain: `bounce.${mail.domain}`,
      });
    return set;
  }

  private sender({ stage, own, storage, baseUrl }: MailingProps, set: ConfigurationSet): ServiceFunction {
    const domain = own.mail?.domain ?? 'example.org';
    const deliver = new ServiceFunction(this, 'Deliver', {
      stage,
      name: 'deliver',
      description: 'Sends mails at the pace that the account allows',
      environment: {
        TABLE_NAME: storage.table.tableName,
        BASE_URL: baseUrl,
        KEYS_ID: this.keys.secretArn,
        MAIL_FROM: own.mail?.from ?? `Amur <digest@${domain}>`,
        LIST_ID: `Amur weekly digest <weekly.amur.${domain}>`,
        POSTAL_ADDRESS: own.mail?.postalAddress ?? 'No postal address is set for this installation',
        NOTICES_AN_HOUR: String(stage.noticesAnHour),
        CONFIGURATION_SET: set.configurationSetName,
      },
      timeout: DELIVER,
      memorySize: 1024,
    });
    this.mails.feed(deliver, { batch: 1, at: 2 });
    this.keys.grantRead(deliver);
    allow(storage.table, deliver, {
      gets: ['E#*', 'DIGESTS', 'MAILINGS', 'SUBS#*', 'SENT#*'],
      queries: ['E#*'],
      puts: ['SUBS#*', 'SENT#*', 'MAILINGS'],
      updates: ['LIMITS'],
    });
    const { partition, region, account } = Stack.of(this);
    const ses = `arn:${partition}:ses:${region}:${account}`;
    deliver.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail', 'ses:SendRawEmail'],
        resources: [`${ses}:identity/${domain}`, `${ses}:configuration-set/${set.configurationSetName}`],
      }),
    );
    deliver.addToRolePolicy(
      new PolicyStatement({ sid: 'Quota', actions: ['ses:GetAccount'], resources: ['*'] }),
    );
    return deliver;
  }

  private listener(stage: Stage, storage: Storage, set: ConfigurationSet): ServiceFunction {
    const failed = new DeadLetters(this, 'FeedbackFailed');
    const feedback = new ServiceFunction(this, 'Feedback', {
      stage,
      name: 'feedback',
      description: 'Takes in bounces, complaints and what else SES tells of a mail',
      environment: { TABLE_NAME: storage.table.tableName },
      onFailure: new SqsDestination(failed),
    });
    allow(storage.table, feedback, { gets: ['SUBS#*', 'SENT#*'], puts: ['SUBS#*', 'SENT#*'] });
    new Rule(this, 'MailEvents', {
      description: 'What SES tells of our mails',
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [set.configurationSetName] } } },
      },
      targets: [new LambdaFunction(feedback, { deadLetterQueue: failed, retryAttempts: 10 })],
    });
    return feedback;
  }

  private watch(): void {
    const share = (metricName: string): Metric =>
      new Metric({
        namespace: 'AWS/SES',
        metricName,
        statistic: 'Average',
        period: Duration.hours(1),
      });
    new RunbookAlarm(this, 'Bounces', {
      metric: share('Reputation.BounceRate'),
      threshold: 0.04,
      says: 'More than four mails in a hundred bounce; SES looks into accounts from five on.',
      runbook: 'mails-bounce-or-are-complained-about',
    });
    new RunbookAlarm(this, 'Complaints', {
      metric: share('Reputation.ComplaintRate'),
      threshold: 0.0008,
      says: 'Nearly one reader in a thousand complains; mail providers refuse senders from there on.',
      runbook: 'mails-bounce-or-are-complained-about',
    });
    new RunbookAlarm(this, 'Behind', {
      metric: this.mails.queue.metricApproximateAgeOfOldestMessage({
        period: FIVE_MINUTES,
        statistic: 'Maximum',
      }),
      threshold: 4 * 3600,
      says: 'A mail has waited four hours to be sent.',
      runbook: 'mails-wait',
    });
  }
}
