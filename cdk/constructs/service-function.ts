import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type IDestination,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { STARS } from '../stars.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

export type ServiceFunctionProps = {
  stage: Stage;
  /** The folder under functions/ that holds its handler. */
  name: string;
  description: string;
  environment: Record<string, string>;
  timeout?: Duration;
  memorySize?: number;
  traced?: boolean;
  /** Where an asynchronous run goes that failed for good. */
  onFailure?: IDestination;
};

/** A Lambda function of the project: the one place that names runtime, memory, logs and bundling. */
export class ServiceFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const { stage, name, timeout = Duration.seconds(30), memorySize = 512, traced = true } = props;
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/amur/${stage.name}/${name}`,
      retention: stage.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of its own rather than the managed policy, which may write to every log group of the account.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, id, {
      description: props.description,
      entry: entryOf(name),
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout,
      memorySize,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: traced ? Tracing.ACTIVE : Tracing.DISABLED,
      awsSdkConnectionReuse: false, // the default of SDK 3; the variable is for SDK 2
      environment: { NODE_OPTIONS: '--enable-source-maps', ...props.environment },
      bundling: BUNDLING,
      ...(props.onFailure && { onFailure: props.onFailure, retryAttempts: 2 }),
    });
    acknowledgeFindings(this, role, { traced, fails: props.onFailure !== undefined });
  }
}

const entryOf = (name: string): string => `${ROOT}functions/${name}/handler.ts`;

/** Measured: this form of bundle starts fastest, the runtime's own copy of the SDK slower than one bundled. */
export const BUNDLING = {
  format: OutputFormat.ESM,
  target: 'node24',
  minify: true,
  sourceMap: true,
  sourcesContent: false,
  bundleAwsSDK: true,
  externalModules: [] as string[],
  mainFields: ['module', 'main'] as string[],
  banner: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
  esbuildArgs: {
    '--charset': 'utf8', // names in Cyrillic and Han take half the room; the property of that name goes nowhere
    '--jsx': 'automatic',
    '--jsx-import-source': 'hono/jsx',
    '--alias:@aws-sdk/credential-provider-node': './cdk/bundling/lambda-credentials.ts',
  },
} as const satisfies BundlingOptions;

const acknowledgeFindings = (
  worker: ServiceFunction,
  role: Role,
  { traced, fails }: { traced: boolean; fails: boolean },
): void => {
  Validations.of(worker).acknowledge({
    id: 'Serverless-LambdaDLQ',
    reason: fails
      ? 'Its failure destination is a dead letter queue that keeps the reason too.'
      : 'It is never invoked asynchronously: a queue with dead letters of its own, or a reader, waits for it.',
  });
  if (traced)
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: STARS.tracing.why });
  else Validations.of(worker).acknowledge({ id: 'Serverless-LambdaTracing', reason: UNTRACED });
};

const UNTRACED = 'An answer takes some 20 ms in one place; the access log has the time of each, at no cost.';
