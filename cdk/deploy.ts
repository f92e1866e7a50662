import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  BadCommand,
  mailStep,
  planDeploy,
  planDestroy,
  readOutputs,
  type Step,
  seedStep,
  sourcesStep,
} from './deploy-plan.ts';

const HELP = `Usage: npm run deploy -- --stage dev|prod [--domain NAME --certificate ARN] [--alarm-email ADDRESS] [--web-acl ARN]
                      [--from ADDRESS --postal-address TEXT] [--review]
       npm run destroy -- --stage dev

Deploys the stacks, loads article, chronology and sources into the table, and looks whether the page answers and
whether at least half of the sources answer the account.
Needs AWS_REGION and credentials in the environment, and once for each region: npx cdk bootstrap`;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const run = ({ command, args }: Step): void => {
  print(`> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

const deploy = async (args: string[]): Promise<void> => {
  const { stage, region, steps, outputs, mailDomain } = planDeploy(args, process.env);
  print(`Deploying ${stage} to ${region}`);
  steps.forEach(run);
  const { address, table, operate } = readOutputs(JSON.parse(readFileSync(outputs, 'utf8')), stage);
  run(seedStep(table));
  const { status } = await fetch(`${address}/v1/status`);
  print(`${address}/v1/status answers ${status}`);
  if (status !== 200) process.exit(1);
  if (mailDomain) run(mailStep(mailDomain, stage));
  print('Visiting every source from inside the account:');
  run(sourcesStep(operate));
};

const [what = '', ...rest] = process.argv.slice(2);
try {
  if (rest.includes('--help')) print(HELP);
  else if (what === 'destroy') planDestroy(rest, process.env).forEach(run);
  else await deploy(rest);
} catch (error) {
  if (!(error instanceof BadCommand)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
