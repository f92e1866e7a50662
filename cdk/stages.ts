import { Duration } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';

/** What differs between the installations of one account. */
export type Stage = {
  name: 'dev' | 'prod';
  /** Table, exports and keys outlive the stack, and the table refuses to be deleted. */
  keepsData: boolean;
  logs: RetentionDays;
  /** How often sources that are due are queued; each source has its own rhythm beside it. */
  planEvery: Duration;
  /** When the week that ended is frozen and mailed. */
  digest: { weekDay: string; hour: string; minute: string; timeZone: string };
  /** The most mails an hour that orders set off, whoever they are for; beyond it nothing is sent. */
  noticesAnHour: number;
  /** Dollars a month from which on the budget warns. */
  budget: number;
};

export const STAGES: readonly Stage[] = [
  {
    name: 'dev',
    keepsData: false,
    logs: RetentionDays.ONE_WEEK,
    planEvery: Duration.minutes(15),
    digest: { weekDay: 'MON', hour: '6', minute: '0', timeZone: 'Etc/UTC' },
    noticesAnHour: 50,
    budget: 5,
  },
  {
    name: 'prod',
    keepsData: true,
    logs: RetentionDays.THREE_MONTHS,
    planEvery: Duration.minutes(5),
    digest: { weekDay: 'MON', hour: '6', minute: '0', timeZone: 'Europe/Berlin' },
    noticesAnHour: 500,
    budget: 10,
  },
];

/** What an installation brings of its own: given to `cdk` as `-c name=value`, all of it optional. */
export type Own = {
  /** Public host name, with the ARN of its certificate in us-east-1. */
  domain?: { name: string; certificateArn: string };
  /** Who is told of alarms and of the budget. */
  alarmEmail?: string;
  /** From whom mails come, and what the law wants them to say. */
  mail?: { from: string; domain: string; postalAddress: string };
  /** ARN of a web ACL in us-east-1 with a rate rule; it costs more than all the rest. */
  webAclArn?: string;
  /** People with a token may correct the record over the API, which then may write it. */
  review?: boolean;
};

/** The domain of a sender, given as an address or as "Name <address>"; undefined when it is neither. */
export const mailDomainOf = (from: string): string | undefined =>
  from.match(/@([^\s<>@]+\.[^\s<>@]+?)>?$/)?.[1];

/** @throws Error when a domain comes without a certificate, which CloudFront would refuse late. */
export const ownSettings = (node: Node): Own => {
  const read = (name: string): string | undefined => node.tryGetContext(name) || undefined;
  const [name, certificateArn] = [read('domain'), read('certificateArn')];
  if (name && !certificateArn) throw new Error('domain needs certificateArn: a certificate in us-east-1.');
  const [alarmEmail, webAclArn] = [read('alarmEmail'), read('webAclArn')];
  const [from, postalAddress] = [read('mailFrom'), read('postalAddress')];
  if (from && !postalAddress) throw new Error('mailFrom needs postalAddress: the law wants it in each mail.');
  const domain = from && mailDomainOf(from);
  if (from && !domain) throw new Error('mailFrom must be an address, or "Name <address>".');
  return {
    ...(name && certificateArn && { domain: { name, certificateArn } }),
    ...(from && domain && postalAddress && { mail: { from, domain, postalAddress } }),
    ...(alarmEmail && { alarmEmail }),
    ...(webAclArn && { webAclArn }),
    ...(read('review') === 'on' && { review: true }),
  };
};
