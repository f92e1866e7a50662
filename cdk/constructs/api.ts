import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Own, Stage } from '../stages.ts';
import { FIVE_MINUTES, RunbookAlarm } from './runbook-alarm.ts';
import { ServiceFunction } from './service-function.ts';
import { allow, allowSnapshots, type Storage } from './storage.ts';

export type ApiProps = { stage: Stage; own: Own; storage: Storage };
/** What subscribing takes: where mails are queued, and the keys of their links. */
export type Subscribing = { mails: IQueue; keys: Secret };

/** API and pages, behind a cache that goes by the answers' own ETag and max-age. */
export class Api extends Construct {
  readonly handler: ServiceFunction;
  readonly gateway: HttpApi;
  readonly distribution: Distribution;
  /** Public address, without a slash at its end. */
  readonly baseUrl: string;

  constructor(scope: Construct, id: string, { stage, own, storage }: ApiProps) {
    super(scope, id);
    this.gateway = new HttpApi(this, 'Gateway', { apiName: `amur-${stage.name}`, createDefaultStage: false });
    this.distribution = this.cache(own);
    this.baseUrl = `https://${own.domain?.name ?? this.distribution.domainName}`;
    // What everyone may call writes the record only where people were meant to correct it.
    const ifReviewed = (...names: string[]): string[] => (own.review ? names : []);
    this.handler = new ServiceFunction(this, 'Handler', {
      stage,
      name: 'api',
      description: 'Answers API and pages',
      environment: {
        TABLE_NAME: storage.table.tableName,
        BASE_URL: this.baseUrl,
        SNAPSHOT_BUCKET: storage.snapshots.bucketName,
        REVIEW: own.review ? 'on' : 'off',
      },
      timeout: Duration.seconds(20),
      memorySize: 1024,
      traced: false,
    });
    allow(storage.table, this.handler, {
      gets: ['JOURNAL', 'E#*', 'DIGESTS', 'SUBS#*', ...ifReviewed('KNOWN#*', 'ASIDE#*')],
      queries: [
        ...['IX#*', 'E#*', 'CHANGES#*', 'ASIDE#*', 'SOURCES', 'READ', 'DIGESTS'],
        ...ifReviewed('FAM#*'),
      ],
      puts: ['SUBS#*', ...ifReviewed('CHANGES#*', 'E#*', 'KNOWN#*', 'FAM#*', 'IX#*', 'ASIDE#*')],
      updates: ['LIMITS', ...ifReviewed('JOURNAL')],
      deletes: ['SUBS#*', ...ifReviewed('ASIDE#*')], // SUBS: whoever asks is forgotten
    });
    allowSnapshots(storage.snapshots, this.handler, 'read');
    this.route(stage);
    this.watch();
  }

  private cache(own: Own): Distribution {
    const { domain, webAclArn } = own;
    const { region, urlSuffix } = Stack.of(this);
    const origin = new HttpOrigin(`${this.gateway.apiId}.execute-api.${region}.${urlSuffix}`);
    const distribution = new Distribution(this, 'Cache', {
      defaultBehavior: {
        origin,
        allowedMethods: AllowedMethods.ALLOW_ALL, // subscribing and unsubscribing are posts
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: this.byTheAnswersOwnAge(),
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        compress: true,
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(webAclArn && { webAclId: webAclArn }),
      ...(domain && {
        domainNames: [domain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      }),
    });
    acknowledgeCache(distribution, own);
    return distribution;
  }

  private byTheAnswersOwnAge(): CachePolicy {
    return new CachePolicy(this, 'ByTheAnswersOwnAge', {
      comment: 'What the answer says of its age, and nothing where it says nothing',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(1),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      headerBehavior: CacheHeaderBehavior.allowList('Accept', 'Authorization'),
      cookieBehavior: CacheCookieBehavior.none(),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  /** The mails need the public address first, so that subscribing is added afterwards. */
  takesSubscribers({ mails, keys }: Subscribing): void {
    this.handler.addEnvironment('MAIL_QUEUE_URL', mails.queueUrl);
    this.handler.addEnvironment('KEYS_ID', keys.secretArn);
    mails.grantSendMessages(this.handler);
    keys.grantRead(this.handler);
  }

  /** Another function behind the same address, for posts; it asks for a bearer token itself. */
  opens(path: string, worker: ServiceFunction): void {
    const integration = new HttpLambdaIntegration('OperateLambda', worker);
    for (const route of this.gateway.addRoutes({ path, methods: [HttpMethod.POST], integration }))
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'The function compares a bearer token with the hashes in the secret; without one nothing is done.',
      });
  }

  private route(stage: Stage): void {
    const access = new LogGroup(this, 'AccessLog', {
      logGroupName: `/amur/${stage.name}/access`,
      retention: stage.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.gateway.addStage('Stage', {
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 }, // a runaway reader meets this before it runs up a bill
      detailedMetricsEnabled: false,
      accessLogSettings: { destination: new LogGroupLogDestination(access), format: withoutReaders },
    });
    const [route] = this.gateway.addRoutes({
      path: '/{proxy+}',
      methods: [HttpMethod.ANY],
      integration: new HttpLambdaIntegration('Lambda', this.handler),
    });
    const root = this.gateway.addRoutes({
      path: '/',
      methods: [HttpMethod.ANY],
      integration: new HttpLambdaIntegration('RootLambda', this.handler),
    });
    for (const open of [route, ...root])
      if (open)
        Validations.of(open).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason: 'Public readers need no account; what only editors may do asks for a bearer token itself.',
        });
  }

  private watch(): void {
    new RunbookAlarm(this, 'Failing', {
      metric: this.gateway.metricServerError({ period: FIVE_MINUTES, statistic: 'Sum' }),
      threshold: 5,
      periods: 2,
      says: 'Readers are given errors (5xx).',
      runbook: 'readers-are-given-errors',
    });
    new RunbookAlarm(this, 'Slow', {
      metric: this.gateway.metricLatency({ period: FIVE_MINUTES, statistic: 'p95' }),
      threshold: 1500,
      periods: 3,
      says: 'One answer in twenty takes longer than 1.5 seconds.',
      runbook: 'answers-are-slow',
    });
  }
}

/** One line a request, and nothing in it of who asked: neither address nor browser. */
const withoutReaders = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    method: '$context.httpMethod',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    error: '$context.integrationErrorMessage',
  }),
);

const acknowledgeCache = (distribution: Distribution, { domain, webAclArn }: Own): void => {
  const acknowledge = (id: string, reason: string) =>
    Validations.of(distribution).acknowledge({ id, reason });
  acknowledge('AwsSolutions-CFR1', 'Readers of every country are welcome.');
  acknowledge(
    'AwsSolutions-CFR3',
    'The access log of the API has each request that missed the cache, without addresses of readers.',
  );
  if (!webAclArn)
    acknowledge(
      'AwsSolutions-CFR2',
      'The API is throttled and read-only for the public; a web ACL can be named with -c webAclArn.',
    );
  if (!domain)
    acknowledge(
      'AwsSolutions-CFR4',
      'Without a domain of one’s own CloudFront’s certificate and its TLS rule hold.',
    );
};
