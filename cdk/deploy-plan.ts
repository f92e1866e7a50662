import { parseArgs } from 'node:util';
import { mailDomainOf, STAGES, type Stage } from './stages.ts';

export type Step = { command: string; args: string[] };
export type DeployPlan = {
  stage: Stage['name'];
  region: string;
  steps: Step[];
  outputs: string;
  mailDomain: string | undefined;
};

/** What is wrong with the command, for whoever typed it. */
export class BadCommand extends Error {
  override readonly name = 'BadCommand';
}

const OPTIONS = {
  stage: { type: 'string' },
  domain: { type: 'string' },
  certificate: { type: 'string' },
  'alarm-email': { type: 'string' },
  from: { type: 'string' },
  'postal-address': { type: 'string' },
  'web-acl': { type: 'string' },
  review: { type: 'boolean' },
} as const;

type Environment = Record<string, string | undefined>;

const read = (args: string[]) => {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new BadCommand(error instanceof Error ? error.message : String(error));
  }
};

const stageNamed = (name: string | undefined): Stage => {
  const stage = STAGES.find((one) => one.name === name);
  if (!stage) throw new BadCommand(`--stage must be one of ${STAGES.map((one) => one.name).join(', ')}.`);
  return stage;
};

/** Named by hand rather than guessed: a stack in the wrong region is found late. */
const regionOf = (environment: Environment): string => {
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  if (!region) throw new BadCommand('AWS_REGION is not set: name the region, for instance eu-central-1.');
  return region;
};

const mustHaveCredentials = (environment: Environment): void => {
  if (
    environment.AWS_PROFILE ||
    environment.AWS_ACCESS_KEY_ID ||
    environment.AWS_CONTAINER_CREDENTIALS_FULL_URI
  )
    return;
  throw new BadCommand('No credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
};

const CERTIFICATE = /^arn:aws:acm:us-east-1:\d{12}:certificate\/.+$/; // the one region whose certificates CloudFront takes

/**
 * What `npm run deploy` will do; everything that can be wrong is found before anything is done.
 * @throws BadCommand with one line that says what to mend.
 */
export const planDeploy = (args: string[], environment: Environment): DeployPlan => {
  const given = read(args);
  const { name } = stageNamed(given.stage);
  if (given.domain && !given.certificate)
    throw new BadCommand('--domain needs --certificate, its ARN in us-east-1.');
  if (given.certificate && !CERTIFICATE.test(given.certificate))
    throw new BadCommand('--certificate must be the ARN of a certificate in us-east-1.');
  if (given.from && !given['postal-address'])
    throw new BadCommand('--from needs --postal-address: the law wants one in each mail.');
  const mailDomain = given.from && mailDomainOf(given.from);
  if (given.from && !mailDomain) throw new BadCommand('--from must be an address, or "Name <address>".');
  mustHaveCredentials(environment);
  const context = {
    domain: given.domain,
    certificateArn: given.certificate,
    alarmEmail: given['alarm-email'],
    mailFrom: given.from,
    postalAddress: given['postal-address'],
    webAclArn: given['web-acl'],
    review: given.review && 'on',
  };
  const own = Object.entries(context).flatMap(([key, value]) => (value ? ['-c', `${key}=${value}`] : []));
  const outputs = `cdk.out/outputs-${name}.json`;
  const stacks = [`amur-${name}-data`, `amur-${name}`];
  const deploy = ['deploy', ...stacks, '--outputs-file', outputs, '--require-approval', 'broadening', ...own];
  return {
    stage: name,
    region: regionOf(environment),
    outputs,
    mailDomain,
    steps: [{ command: 'cdk', args: deploy }],
  };
};

/**
 * What `npm run destroy` will do.
 * @throws BadCommand for a stage whose data are to be kept.
 */
export const planDestroy = (args: string[], environment: Environment): Step[] => {
  const { name, keepsData } = stageNamed(read(args).stage);
  if (keepsData)
    throw new BadCommand(
      `${name} is not destroyed by a command: its data are meant to stay. See cdk/RUNBOOK.md.`,
    );
  regionOf(environment);
  mustHaveCredentials(environment);
  return [{ command: 'cdk', args: ['destroy', `amur-${name}`, `amur-${name}-data`, '--force'] }];
};

/** What the deployed stage says of itself. */
export const readOutputs = (
  outputs: unknown,
  stage: string,
): { address: string; table: string; operate: string } => {
  const of = (outputs as Record<string, Record<string, string>>)[`amur-${stage}`];
  if (!of?.Address || !of.TableName || !of.OperateFunction)
    throw new Error(`The outputs of amur-${stage} lack Address, TableName or OperateFunction.`);
  return { address: of.Address, table: of.TableName, operate: of.OperateFunction };
};

const npm = (script: string, ...args: string[]): Step => ({
  command: 'npm',
  args: ['run', '--silent', script, '--', ...args],
});

/** The step that loads what a new table needs. */
export const seedStep = (table: string): Step => npm('seed', '--table', table);

/** Prints what is missing before mails reach their readers: records of DNS, and what SES must allow. */
export const mailStep = (domain: string, stage: string): Step =>
  npm('amur', 'mail-check', domain, '--stage', stage);

/** Visits every source from inside the account, since outlets may refuse clouds; it fails if half of them do. */
export const sourcesStep = (operate: string): Step =>
  npm('amur', '--remote', `lambda:${operate}`, 'sources', 'check', '--at-least', '50');
