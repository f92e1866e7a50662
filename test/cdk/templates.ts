import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AmurStack } from '../../cdk/amur-stack.ts';
import { DataStack } from '../../cdk/data-stack.ts';
import { ownSettings, STAGES, type Stage } from '../../cdk/stages.ts';
import settings from '../../cdk.json' with { type: 'json' };

type Properties = Record<string, unknown>;
export type Resource = { Type: string; Properties: Properties; DeletionPolicy?: string };
export type Templates = { data: Template; app: Template };

const stageOf = (name: Stage['name']): Stage => {
  const stage = STAGES.find((one) => one.name === name);
  if (!stage) throw new Error(`no stage ${name}`);
  return stage;
};

/** All that an installation may bring of its own. */
export const EVERYTHING = {
  domain: 'amur.example.org',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0',
  alarmEmail: 'ops@example.org',
  mailFrom: 'Amur <digest@example.org>',
  postalAddress: 'Nowhere 1, Made Up Town',
  webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/0',
};

/** The templates of a stage, without its code being bundled. */
export const templatesOf = (name: Stage['name'], given: Record<string, string> = {}): Templates => {
  const app = new App({ context: { ...settings.context, ...given, 'aws:cdk:bundling-stacks': [] } });
  const stage = stageOf(name);
  const data = new DataStack(app, `amur-${name}-data`, { stage });
  const stack = new AmurStack(app, `amur-${name}`, { stage, own: ownSettings(app.node), data });
  return { data: Template.fromStack(data), app: Template.fromStack(stack) };
};

export const resourcesOf = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.findResources(type)) as [string, Resource][];

export type Statement = {
  Sid?: string;
  Effect: string;
  Action: string | string[];
  Resource?: unknown;
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
};

const isDocument = (value: unknown): value is { Statement: Statement[] } =>
  typeof value === 'object' && value !== null && Array.isArray((value as { Statement?: unknown }).Statement);

/** Every statement of every policy that a template holds, wherever it stands, with the resource it belongs to. */
export const statementsOf = (template: Template): { of: string; type: string; statement: Statement }[] => {
  const found: { of: string; type: string; statement: Statement }[] = [];
  const walk = (of: string, type: string, value: unknown): void => {
    if (isDocument(value)) for (const statement of value.Statement) found.push({ of, type, statement });
    if (typeof value === 'object' && value !== null)
      for (const child of Object.values(value)) walk(of, type, child);
  };
  const { Resources = {} } = template.toJSON() as { Resources?: Record<string, Resource> };
  for (const [id, { Type, Properties }] of Object.entries(Resources)) walk(id, Type, Properties);
  return found;
};

export const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** The table operations that the role of a function may do, each with the partition keys it may name. */
export const tableAccessOf = (template: Template, folder: string): Map<string, string[]> => {
  const access = new Map<string, string[]>();
  for (const { of, statement } of statementsOf(template)) {
    if (!of.startsWith(roleOf(template, folder))) continue;
    const keys = statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
    for (const action of listOf(statement.Action))
      if (action.startsWith('dynamodb:')) access.set(action, keys ? (keys as string[]) : ['*']);
  }
  return access;
};

/** The role's id without its hash, which its policies' ids begin with. */
const roleOf = (template: Template, folder: string): string => {
  const logs = resourcesOf(template, 'AWS::Logs::LogGroup').find(([, { Properties }]) =>
    String(Properties.LogGroupName).endsWith(`/${folder}`),
  );
  if (!logs) throw new Error(`no function ${folder}`);
  return logs[0].replace(/Logs[0-9A-F]{8}$/, 'Role');
};
