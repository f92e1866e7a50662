import type { Load } from './load.ts';
import type { Work } from './measure-work.ts';
import { PRICES, type Priced } from './prices.ts';

export type Use = Partial<Record<Priced, number>>;
export type Template = { Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }> };

const DAYS = 30;
const GB = 1e9;

/** What was not measured here, and what it rests on. */
export const ASSUMED = {
  outletSeconds: 2, // a batch of visits waits for the slowest of its outlets
  visitsPerBatch: 5,
  reportsPerBatch: 3,
  coldStartsPerDay: 24,
  coldStartSeconds: 1,
  answeredByCache: 0.3, // within the minute for which an answer is fresh
  notModified: 0.5, // of what the cache asks for again
  bytesPerLogLine: 200,
  cpuOfThisMachine: 1769, // megabytes at which Lambda gives as much as one core here
  idleReceives: 3 * 60 * 24 * DAYS * 5, // five pollers a queue, twenty seconds each
  itemBytes: 2000, // a posting, an index entry or a change
  itemsPerEvent: 25,
  snapshotBytes: 1800, // an event as a line and as a row
  snapshotsKept: 52 * 5, // of five years
  mailsPerJob: 25,
  millisecondsPerMail: 150, // SES answers in some 100 ms, which the function waits for
  eventsPerMail: 2, // sent, delivered
  millisecondsPerMailEvent: 50,
  millisecondsPerLook: 100,
} as const;

const add = (uses: Use[]): Use => {
  const total: Use = {};
  for (const use of uses)
    for (const [name, amount] of Object.entries(use) as [Priced, number][])
      total[name] = (total[name] ?? 0) + amount;
  return total;
};

/** Gigabyte-seconds of `times` runs of so many milliseconds of work on a core, at a function's memory. */
const compute = (times: number, milliseconds: number, memory: number, waits = 0): Use => {
  if (times === 0) return {};
  const slower = Math.max(1, ASSUMED.cpuOfThisMachine / memory);
  const seconds = waits + (milliseconds / 1000) * slower;
  return { lambdaRequest: times, lambdaGbSecond: times * seconds * (memory / 1024) };
};

const MEMORY = {
  plan: 512,
  ingest: 1024,
  record: 1024,
  digest: 1024,
  api: 1024,
  deliver: 1024,
  feedback: 512,
};

const ingestion = (load: Load, work: Work, plansPerDay: number): Use => {
  const visits = load.sources * load.visitsPerSourceAndDay * DAYS;
  const plans = plansPerDay * DAYS;
  const changed = visits * load.changed;
  const milliseconds =
    ASSUMED.visitsPerBatch *
    (work.changedVisit.milliseconds * load.changed + work.unchangedVisit.milliseconds * (1 - load.changed));
  return add([
    compute(plans, work.plan.milliseconds, MEMORY.plan),
    compute(visits / ASSUMED.visitsPerBatch, milliseconds, MEMORY.ingest, ASSUMED.outletSeconds),
    {
      schedule: plans,
      queueRequest: visits / 10 + (2 * visits) / ASSUMED.visitsPerBatch + ASSUMED.idleReceives,
      tableRead: plans * work.plan.reads * (load.sources / 60),
      tableWrite: changed * work.changedVisit.writes + (visits - changed) * work.unchangedVisit.writes,
      logGb: (visits * ASSUMED.bytesPerLogLine) / GB,
      trace: plans + visits / ASSUMED.visitsPerBatch,
    },
  ]);
};

const recording = (load: Load, work: Work): Use => {
  const weeks = DAYS / 7;
  const [reports, asides] = [load.reportsPerWeek * weeks, load.asidesPerWeek * weeks];
  const [fresh, joined] = [reports / 6, (reports * 5) / 6];
  const of = (unit: 'reads' | 'writes' | 'milliseconds'): number =>
    fresh * work.newEvent[unit] + joined * work.joinedReport[unit] + asides * work.aside[unit];
  const batches = (reports + asides) / ASSUMED.reportsPerBatch;
  return add([
    compute(batches, of('milliseconds') / batches, MEMORY.record),
    {
      fifoRequest: (reports + asides) / 10 + 2 * batches + ASSUMED.idleReceives,
      tableRead: of('reads'),
      tableWrite: of('writes'),
      logGb: ((reports + asides) * ASSUMED.bytesPerLogLine) / GB,
      trace: batches,
    },
  ]);
};

const reading = (load: Load, work: Work): Use => {
  const asked = load.readersPerDay * load.requestsPerReader * DAYS;
  const reached = asked * (1 - ASSUMED.answeredByCache);
  const rendered = reached * (1 - ASSUMED.notModified);
  const cold = Math.max(ASSUMED.coldStartsPerDay * DAYS, reached / 1000);
  const grown = load.events / work.eventsKept; // a fresh process reads the whole record once
  return add([
    compute(rendered, work.page.milliseconds, MEMORY.api),
    compute(reached - rendered, work.notModified.milliseconds, MEMORY.api),
    compute(cold, work.coldPage.milliseconds * grown, MEMORY.api, ASSUMED.coldStartSeconds),
    {
      cacheRequest: asked,
      gatewayRequest: reached,
      cacheGb: (asked * (work.pageBytes / 5)) / GB, // compressed
      tableRead:
        rendered * work.page.reads +
        (reached - rendered) * work.notModified.reads +
        cold * work.coldPage.reads * grown,
      logGb: (reached * 2 * ASSUMED.bytesPerLogLine) / GB,
    },
  ]);
};

const digests = (load: Load, work: Work): Use =>
  add([
    compute(DAYS / 7, work.digest.milliseconds * (load.events / work.eventsKept), MEMORY.digest),
    {
      schedule: DAYS / 7,
      tableRead: (DAYS / 7) * work.digest.reads,
      tableWrite: (DAYS / 7) * work.digest.writes,
    },
  ]);

/** Each mail is two writes of the ledger and a read of the subscriber; SES then tells of it twice. */
const mailing = (load: Load): Use => {
  const mails = (load.subscribers * DAYS) / 7;
  const jobs = mails / ASSUMED.mailsPerJob;
  const looks = 4 * 24 * DAYS; // for alerts, and whether an issue is to be resumed
  return add([
    compute(jobs, ASSUMED.mailsPerJob * ASSUMED.millisecondsPerMail, MEMORY.deliver),
    compute(mails * ASSUMED.eventsPerMail, ASSUMED.millisecondsPerMailEvent, MEMORY.feedback),
    compute(looks, ASSUMED.millisecondsPerLook, MEMORY.digest),
    {
      mail: mails,
      schedule: looks,
      fifoRequest: 3 * jobs + ASSUMED.idleReceives,
      tableWrite: mails * (2 + ASSUMED.eventsPerMail) + looks,
      tableRead: mails + jobs * 3 + looks * 3,
      logGb: (jobs * ASSUMED.bytesPerLogLine) / GB,
      trace: jobs + looks,
    },
  ]);
};

const kept = (load: Load): Use => {
  const gigabytes = (load.events * ASSUMED.itemsPerEvent * ASSUMED.itemBytes) / GB;
  const snapshots = (load.events * ASSUMED.snapshotBytes * ASSUMED.snapshotsKept) / GB;
  return { tableGb: gigabytes, recoveryGb: gigabytes, fileGb: snapshots };
};

type Resource = Template['Resources'][string];
type Rule = (resource: Resource) => Use;

const nothing: Rule = () => ({});
const metricsIn = ({ Properties }: Resource): number =>
  (Properties?.Metrics as { MetricStat?: object }[] | undefined)?.filter(({ MetricStat }) => MetricStat)
    .length ?? 1;

/** What each kind of resource costs by being there; its use is counted elsewhere. Every kind is named. */
export const STANDING: Record<string, Rule> = {
  'AWS::CloudWatch::Alarm': (alarm) => ({ alarmMetric: metricsIn(alarm) }),
  'AWS::Logs::MetricFilter': () => ({ metric: 1 }),
  'AWS::CloudWatch::Dashboard': () => ({ dashboard: 1 }),
  'AWS::Budgets::Budget': () => ({ budgetDay: DAYS }),
  'AWS::SNS::Topic': () => ({ alarmMail: 30 }),
  'AWS::DynamoDB::GlobalTable': () => ({ kmsRequest: 5 * 12 * 24 * DAYS }), // one in five minutes for each function
  'AWS::S3::Bucket': nothing,
  'AWS::S3::BucketPolicy': nothing,
  'AWS::SecretsManager::Secret': () => ({ secret: 1 }),
  'AWS::SES::ConfigurationSet': nothing,
  'AWS::SES::ConfigurationSetEventDestination': nothing,
  'AWS::SES::EmailIdentity': nothing,
  'AWS::Events::Rule': nothing, // events of AWS services come free of charge
  'AWS::IAM::Role': nothing,
  'AWS::IAM::Policy': nothing,
  'AWS::Logs::LogGroup': nothing,
  'AWS::SQS::Queue': nothing,
  'AWS::SQS::QueuePolicy': nothing,
  'AWS::SNS::TopicPolicy': nothing,
  'AWS::SNS::Subscription': nothing,
  'AWS::Lambda::Function': nothing,
  'AWS::Lambda::Permission': nothing,
  'AWS::Lambda::EventSourceMapping': nothing,
  'AWS::Lambda::EventInvokeConfig': nothing,
  'AWS::Scheduler::Schedule': nothing,
  'AWS::ApiGatewayV2::Api': nothing,
  'AWS::ApiGatewayV2::Stage': nothing,
  'AWS::ApiGatewayV2::Route': nothing,
  'AWS::ApiGatewayV2::Integration': nothing,
  'AWS::CloudFront::Distribution': nothing,
  'AWS::CloudFront::CachePolicy': nothing,
  'AWS::CDK::Metadata': nothing,
};

/** @throws Error for a kind of resource that the model does not know: it may cost something. */
const standing = (templates: Template[]): Use =>
  add(
    templates
      .flatMap(({ Resources }) => Object.values(Resources))
      .map((resource) => {
        const rule = STANDING[resource.Type];
        if (!rule) throw new Error(`The cost model has no price for ${resource.Type}.`);
        return rule(resource);
      }),
  );

export type Bill = { part: string; dollars: number; listed: number }[];

/** The month's bill by part: `listed` at list prices, `dollars` after what every account has free, part by part. */
export const billOf = (templates: Template[], work: Work, load: Load, plansPerDay: number): Bill => {
  const left: Record<string, number> = Object.fromEntries(
    Object.entries(PRICES).map(([name, { free }]) => [name, free]),
  );
  const price = (part: string, use: Use) => {
    let [dollars, listed] = [0, 0];
    for (const [name, amount] of Object.entries(use) as [Priced, number][]) {
      const free = Math.min(amount, left[name] ?? 0);
      left[name] = (left[name] ?? 0) - free;
      listed += amount * PRICES[name].each;
      dollars += (amount - free) * PRICES[name].each;
    }
    return { part, dollars, listed };
  };
  return [
    price('alarms, metrics, dashboard', standing(templates)),
    price('plan and ingest', ingestion(load, work, plansPerDay)),
    price('record', recording(load, work)),
    price('API and pages', reading(load, work)),
    price('digest', digests(load, work)),
    price('mail', mailing(load)),
    price('what is kept', kept(load)),
  ];
};
