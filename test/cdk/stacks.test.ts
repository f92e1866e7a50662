import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { STARS } from '../../cdk/stars.ts';
import { listOf, resourcesOf, type Statement, statementsOf, templatesOf } from './templates.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const prod = templatesOf('prod');
const dev = templatesOf('dev');
const all = [prod.data, prod.app, dev.data, dev.app];

describe('what is kept', () => {
  it.each([
    { stage: 'prod', template: prod.data, protects: true, policy: 'Retain' },
    { stage: 'dev', template: dev.data, protects: false, policy: 'Delete' },
  ])(
    'in $stage the table is deleted with the stack only if nothing in it matters',
    ({ template, protects, policy }) => {
      template.hasResource('AWS::DynamoDB::GlobalTable', {
        DeletionPolicy: policy,
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
          SSESpecification: { SSEEnabled: true },
          Replicas: [
            {
              DeletionProtectionEnabled: protects,
              PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
            },
          ],
        },
      });
    },
  );

  it('lies in a stack that has no code and no queue in it', () => {
    const types = Object.values(
      (prod.data.toJSON() as { Resources: Record<string, { Type: string }> }).Resources,
    );
    expect(new Set(types.map(({ Type }) => Type))).toEqual(
      new Set(['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy']),
    );
  });

  it.each([prod.data, dev.data])(
    'has snapshots that nobody may change, whatever becomes of the stack',
    (data) => {
      data.hasResource('AWS::S3::Bucket', {
        DeletionPolicy: 'Retain',
        Properties: {
          VersioningConfiguration: { Status: 'Enabled' },
          BucketEncryption: Match.anyValue(),
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      });
      const refusals = statementsOf(data).filter(({ type }) => type === 'AWS::S3::BucketPolicy');
      expect(refusals.map(({ statement }) => [statement.Effect, statement.Condition])).toEqual([
        ['Deny', { Bool: { 'aws:SecureTransport': 'false' } }],
      ]);
    },
  );

  it('lets the digest write snapshots and the API read them, and nobody else or more', () => {
    const may = statementsOf(prod.app).flatMap(({ of, statement }) =>
      listOf(statement.Action)
        .filter((action) => action.startsWith('s3:'))
        .map((action) => `${of.replace(/Role.*/, '')} ${action}`),
    );
    expect(may.sort()).toEqual([
      'ApiHandler s3:GetObject',
      'ApiHandler s3:ListBucket',
      'DigestFreezeWorker s3:GetObject',
      'DigestFreezeWorker s3:ListBucket',
      'DigestFreezeWorker s3:PutObject',
    ]);
  });

  it('has the very keys that the adapters use', () => {
    prod.data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    });
  });
});

describe('functions', () => {
  const handlers = readdirSync(`${ROOT}functions`).filter((name) =>
    existsSync(`${ROOT}functions/${name}/handler.ts`),
  );
  const functions = resourcesOf(prod.app, 'AWS::Lambda::Function');

  it('are as many as there are handlers, and the CDK brings none of its own', () => {
    expect(functions).toHaveLength(handlers.length);
    expect(resourcesOf(prod.data, 'AWS::Lambda::Function')).toEqual([]);
  });

  it.each(functions)(
    '%s runs Node 24 on arm64 with a timeout, memory and structured logs of its own',
    (_, { Properties }) => {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
        LoggingConfig: { LogFormat: 'JSON', LogGroup: expect.anything() },
      });
    },
  );

  it.each(handlers)('%s is given every setting that its handler reads without a default', (name) => {
    const source = readFileSync(`${ROOT}functions/${name}/handler.ts`, 'utf8');
    const asked = [...source.matchAll(/\b([A-Z][A-Z_]+): z\.(?!.*default)/g)].map((match) => match[1]);
    const given = functions
      .filter(([, { Properties }]) => JSON.stringify(Properties.LoggingConfig).includes(logsOf(name)))
      .flatMap(([, { Properties }]) =>
        Object.keys((Properties.Environment as { Variables: object }).Variables),
      );
    expect(asked.length).toBeGreaterThan(0);
    expect(given).toEqual(expect.arrayContaining(asked));
  });

  const logsOf = (name: string): string =>
    resourcesOf(prod.app, 'AWS::Logs::LogGroup').find(([, { Properties }]) =>
      String(Properties.LogGroupName).endsWith(`/${name}`),
    )?.[0] ?? 'none';

  it.each([
    { stage: 'prod', template: prod.app, days: 90 },
    { stage: 'dev', template: dev.app, days: 7 },
  ])('in $stage keep their logs for $days days', ({ template, days }) => {
    const groups = resourcesOf(template, 'AWS::Logs::LogGroup');
    expect(groups.map(([, { Properties }]) => Properties.RetentionInDays)).toEqual(groups.map(() => days));
  });

  it('are given no secret in plain sight', () => {
    const names = functions.flatMap(([, { Properties }]) =>
      Object.keys((Properties.Environment as { Variables: object }).Variables),
    );
    expect(names.filter((name) => /SECRET|PASSWORD|TOKEN|_KEY$/.test(name))).toEqual([]);
  });
});

describe('queues', () => {
  const queues = resourcesOf(prod.app, 'AWS::SQS::Queue');
  const isDead = (id: string): boolean => /DeadLetters|Failed/.test(id);
  const work = queues.filter(([id]) => !isDead(id));

  it.each(work)('%s sets aside what fails in a queue of its own', (_, { Properties }) => {
    const policy = Properties.RedrivePolicy as
      | { deadLetterTargetArn: { 'Fn::GetAtt': string[] } }
      | undefined;
    const target = policy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? 'none';
    expect(isDead(target)).toBe(true);
    expect(
      queues.filter(([, other]) => JSON.stringify(other.Properties.RedrivePolicy ?? '').includes(target)),
    ).toHaveLength(1);
  });

  it.each(resourcesOf(prod.app, 'AWS::Lambda::EventSourceMapping'))(
    '%s hands back single messages, and a message stays hidden for six runs',
    (_, { Properties }) => {
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(
        (Properties.ScalingConfig as { MaximumConcurrency: number }).MaximumConcurrency,
      ).toBeLessThanOrEqual(5);
      const [queue, worker] = [Properties.EventSourceArn, Properties.FunctionName].map((reference) => {
        const id =
          (reference as { 'Fn::GetAtt'?: string[]; Ref?: string })['Fn::GetAtt']?.[0] ??
          (reference as { Ref: string }).Ref;
        return (prod.app.toJSON() as { Resources: Record<string, { Properties: Record<string, number> }> })
          .Resources[id]?.Properties;
      });
      expect(queue?.VisibilityTimeout).toBe((worker?.Timeout ?? Number.NaN) * 6);
    },
  );

  it('merges in order within a family of events', () => {
    prod.app.hasResourceProperties('AWS::SQS::Queue', {
      FifoQueue: true,
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      RedrivePolicy: Match.anyValue(),
    });
  });

  it.each(queues)('%s is encrypted, and refuses to talk in the clear', (id, { Properties }) => {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    const refusals = statementsOf(prod.app).filter(
      ({ type, statement }) =>
        type === 'AWS::SQS::QueuePolicy' &&
        statement.Effect === 'Deny' &&
        JSON.stringify(statement.Resource).includes(id) &&
        JSON.stringify(statement.Condition).includes('aws:SecureTransport'),
    );
    expect(refusals).toHaveLength(1);
  });
});

describe('schedules', () => {
  it.each(resourcesOf(prod.app, 'AWS::Scheduler::Schedule'))(
    '%s has dead letters and a limit to its attempts',
    (_, { Properties }) => {
      expect(Properties.Target).toMatchObject({
        DeadLetterConfig: { Arn: expect.anything() },
        RetryPolicy: {
          MaximumRetryAttempts: expect.any(Number),
          MaximumEventAgeInSeconds: expect.any(Number),
        },
      });
    },
  );

  it('freeze the week on Monday in a named time zone', () => {
    prod.app.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(0 6 ? * MON *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    });
  });

  it('write the snapshot with the issue', () => {
    const told = resourcesOf(prod.app, 'AWS::Scheduler::Schedule').filter(([, { Properties }]) =>
      JSON.stringify(Properties.Target).includes('snapshot'),
    );
    expect(told.map(([, { Properties }]) => Properties.ScheduleExpression)).toEqual(['cron(0 6 ? * MON *)']);
  });

  it.each(resourcesOf(prod.app, 'AWS::Lambda::EventInvokeConfig'))(
    '%s sends a run that failed for good to dead letters',
    (_, { Properties }) => {
      expect(Properties.DestinationConfig).toMatchObject({ OnFailure: { Destination: expect.anything() } });
    },
  );
});

describe('permissions', () => {
  const starred = ({ Action, Resource = [] }: Statement): { actions: string[]; resources: string[] } => ({
    actions: listOf(Action).filter((action) => action.includes('*')),
    resources: listOf(Resource)
      .map((resource) => JSON.stringify(resource))
      .filter((resource) => resource.includes('*')),
  });
  /** Where an ARN is put together, the part of it that has the star. */
  const starOf = (resource: string): string =>
    resource.startsWith('{') ? (resource.match(/"([^"]*\*[^"]*)"/)?.[1] ?? resource) : JSON.parse(resource);
  const reasons = Object.values(STARS) as {
    actions: readonly string[];
    resources: readonly string[];
    why: string;
  }[];
  const isExplained = (statement: Statement): boolean => {
    const { actions, resources } = starred(statement);
    return reasons.some(
      (reason) =>
        actions.length === 0 &&
        listOf(statement.Action).every((action) => reason.actions.includes(action)) &&
        resources.every((resource) => reason.resources.includes(starOf(resource))),
    );
  };
  const statements = all.flatMap(statementsOf);
  const granted = statements.filter(({ statement }) => statement.Effect === 'Allow');
  const withStar = granted.filter(({ statement }) => {
    const { actions, resources } = starred(statement);
    return actions.length + resources.length > 0;
  });

  it('name * only where a reason is written down', () => {
    expect(statements.length).toBeGreaterThan(40);
    expect(withStar.filter(({ statement }) => !isExplained(statement)).map(({ of }) => of)).toEqual([]);
  });

  it.each(Object.entries(STARS))('the reason for %s is still needed', (_, { actions }) => {
    const used = withStar.filter(({ statement }) =>
      listOf(statement.Action).every((one) => (actions as readonly string[]).includes(one)),
    );
    expect(used.length).toBeGreaterThan(0);
  });

  it('never let anybody scan or read a table without its keys, nor delete anything but a subscriber and what was reviewed', () => {
    const onTables = granted.filter(({ statement }) =>
      listOf(statement.Action).some((one) => one.startsWith('dynamodb:')),
    );
    expect(onTables.length).toBeGreaterThan(8);
    expect(
      onTables
        .flatMap(({ statement }) => listOf(statement.Action))
        .filter((one) => /Scan|\*|Transact|PartiQL|DeleteTable|BatchWrite/.test(one)),
    ).toEqual([]);
    const deleting = onTables.filter(({ statement }) =>
      listOf(statement.Action).some((one) => /Delete/.test(one)),
    );
    expect(deleting.length).toBeGreaterThan(0);
    const deletable = ['SUBS#*', 'ASIDE#*'];
    for (const { statement } of deleting) {
      const keys = statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] as string[];
      expect(keys.filter((key) => !deletable.includes(key))).toEqual([]);
    }
    for (const { statement } of onTables)
      expect(statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']).toEqual(
        expect.any(Array),
      );
  });

  it('rest on no managed policy', () => {
    const managed = all
      .flatMap((template) => resourcesOf(template, 'AWS::IAM::Role'))
      .flatMap(([, { Properties }]) => Properties.ManagedPolicyArns ?? []);
    expect(managed).toEqual([]);
  });
});

describe('alarms', () => {
  const alarms = resourcesOf(prod.app, 'AWS::CloudWatch::Alarm');
  const anchors = new Set(
    [...readFileSync(`${ROOT}cdk/RUNBOOK.md`, 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );

  it.each(alarms)('%s rings, and says where it is written what to do', (_, { Properties }) => {
    expect(Properties.AlarmActions).toHaveLength(1);
    const [, anchor = 'none'] =
      String(Properties.AlarmDescription).match(/cdk\/RUNBOOK\.md#([a-z0-9-]+)$/) ?? [];
    expect([...anchors]).toContain(anchor);
  });

  it('watch every place where dead letters go', () => {
    const dead = resourcesOf(prod.app, 'AWS::SQS::Queue').filter(([id]) => /DeadLetters|Failed/.test(id));
    for (const [id] of dead) {
      const watching = alarms.filter(([, { Properties }]) =>
        JSON.stringify(Properties.Dimensions ?? '').includes(id),
      );
      expect(watching, id).toHaveLength(1);
    }
  });

  it.each(['SourcesSilent', 'NothingNew'])('%s takes silence for a fault', (name) => {
    const found = alarms.find(([id]) => id.includes(name));
    expect(found?.[1].Properties.TreatMissingData).toBe('breaching');
  });

  it('mail whoever is named, and the budget too', () => {
    const { app } = templatesOf('prod', { alarmEmail: 'ops@example.org' });
    app.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.org' });
    app.hasResourceProperties('AWS::Budgets::Budget', {
      NotificationsWithSubscribers: Match.arrayWith([
        Match.objectLike({ Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'ops@example.org' }] }),
      ]),
    });
  });
});

describe('the public side', () => {
  it('caches by what an answer says of its own age, told apart by query and form', () => {
    prod.app.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: {
        DefaultTTL: 0,
        MinTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          QueryStringsConfig: { QueryStringBehavior: 'all' },
          CookiesConfig: { CookieBehavior: 'none' },
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: Match.arrayWith(['Accept']) },
        },
      },
    });
  });

  it('is throttled, and its log holds neither address nor browser of a reader', () => {
    const [[, stage] = []] = resourcesOf(prod.app, 'AWS::ApiGatewayV2::Stage');
    expect(stage?.Properties.DefaultRouteSettings).toMatchObject({
      ThrottlingRateLimit: 50,
      ThrottlingBurstLimit: 100,
    });
    const format = JSON.stringify(stage?.Properties.AccessLogSettings);
    expect(format).toContain('$context.status');
    expect(format).not.toMatch(/sourceIp|userAgent|identity/);
  });

  it('takes a domain of one’s own with its certificate', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/0';
    const { app } = templatesOf('prod', { domain: 'amur.example.org', certificateArn });
    app.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['amur.example.org'],
        ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    });
    app.hasOutput('Address', { Value: 'https://amur.example.org' });
  });

  it('refuses a domain without a certificate before anything is deployed', () => {
    expect(() => templatesOf('prod', { domain: 'amur.example.org' })).toThrow(/certificateArn/);
  });

  it('puts a web ACL in front where one is named', () => {
    const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/0';
    templatesOf('prod', { webAclArn }).app.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { WebACLId: webAclArn },
    });
  });
});
