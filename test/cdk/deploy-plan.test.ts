import { describe, expect, it } from 'vitest';
import { planDeploy, planDestroy, readOutputs, sourcesStep } from '../../cdk/deploy-plan.ts';

const READY = { AWS_REGION: 'eu-central-1', AWS_PROFILE: 'amur' };
const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0';

describe('npm run deploy', () => {
  it('deploys what is kept before what runs', () => {
    const { steps, region } = planDeploy(['--stage', 'dev'], READY);
    expect(region).toBe('eu-central-1');
    expect(steps[0]?.args.slice(0, 3)).toEqual(['deploy', 'amur-dev-data', 'amur-dev']);
  });

  it('hands on what an installation brings of its own', () => {
    const own = [
      '--domain',
      'amur.example.org',
      '--certificate',
      certificate,
      '--alarm-email',
      'ops@example.org',
    ];
    const args = planDeploy(['--stage', 'prod', ...own], READY).steps[0]?.args.join(' ');
    expect(args).toContain('-c domain=amur.example.org');
    expect(args).toContain(`-c certificateArn=${certificate}`);
    expect(args).toContain('-c alarmEmail=ops@example.org');
    expect(args).not.toContain('webAclArn');
  });

  it.each([
    { it: 'no stage', args: [], says: /--stage must be one of dev, prod/ },
    {
      it: 'a stage that does not exist',
      args: ['--stage', 'test'],
      says: /--stage must be one of dev, prod/,
    },
    { it: 'an option that does not exist', args: ['--stage', 'dev', '--colour'], says: /--colour/ },
    {
      it: 'a domain without a certificate',
      args: ['--stage', 'dev', '--domain', 'a.example'],
      says: /needs --certificate/,
    },
    {
      it: 'a certificate of another region',
      args: ['--stage', 'dev', '--certificate', certificate.replace('us-east-1', 'eu-central-1')],
      says: /in us-east-1/,
    },
  ])('refuses $it in one line', ({ args, says }) => expect(() => planDeploy(args, READY)).toThrow(says));

  it.each([
    { it: 'a region', environment: { AWS_PROFILE: 'amur' }, says: /AWS_REGION is not set/ },
    { it: 'credentials', environment: { AWS_REGION: 'eu-central-1' }, says: /No credentials/ },
  ])('asks for $it first', ({ environment, says }) => {
    expect(() => planDeploy(['--stage', 'dev'], environment)).toThrow(says);
    expect(() => planDestroy(['--stage', 'dev'], environment)).toThrow(says);
  });

  it('finds address, table and operator in what the stack says of itself', () => {
    const outputs = { 'amur-dev': { Address: 'https://a.example', TableName: 't', OperateFunction: 'f' } };
    expect(readOutputs(outputs, 'dev')).toEqual({ address: 'https://a.example', table: 't', operate: 'f' });
    expect(() => readOutputs({}, 'dev')).toThrow('lack Address');
  });

  it('ends with a visit to every source from inside the account, and fails unless half answer', () => {
    expect(sourcesStep('f').args.slice(4).join(' ')).toBe('--remote lambda:f sources check --at-least 50');
  });
});

describe('npm run destroy', () => {
  it('takes down what runs before what is kept, in dev', () => {
    expect(planDestroy(['--stage', 'dev'], READY)[0]?.args.slice(0, 3)).toEqual([
      'destroy',
      'amur-dev',
      'amur-dev-data',
    ]);
  });

  it('refuses in prod', () =>
    expect(() => planDestroy(['--stage', 'prod'], READY)).toThrow(/not destroyed by a command/));
});
