import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CelEngine, type Engine, TemplateFile } from '@aws/cloudformation-validate';
import type { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYTHING, templatesOf } from './templates.ts';

const UNKNOWN_RUNTIME = 'W3030'; // a warning to the validator, a deployment that fails to us

type Finding = { severity: string; ruleId: string; message: string };

/** AWS's own schemas of every kind of resource, without AWS. */
describe('the validator of CloudFormation', { timeout: 30_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'amur-templates-'));
  let engine: Engine;
  beforeAll(() => {
    engine = new CelEngine(); // it compiles a large WebAssembly module first
  }, 120_000);
  afterAll(() => {
    engine.free();
    rmSync(folder, { recursive: true });
  });

  const findings = (template: object): string[] => {
    const file = join(folder, 'template.json');
    writeFileSync(file, JSON.stringify(template));
    const { diagnostics } = engine.validateStandard(new TemplateFile(file)) as { diagnostics: Finding[] };
    return diagnostics
      .filter(({ severity, ruleId }) => /^(FATAL|ERROR)$/i.test(severity) || ruleId === UNKNOWN_RUNTIME)
      .map(({ ruleId, message }) => `${ruleId} ${message}`);
  };

  const stages = (['dev', 'prod'] as const).flatMap((stage) => [
    { stage, given: 'nothing of one’s own', ...templatesOf(stage) },
    { stage, given: 'a domain, mail, alarms and a web ACL', ...templatesOf(stage, EVERYTHING) },
  ]);
  const rows = stages.flatMap(({ stage, given, data, app }) => [
    { it: `${stage} with ${given}: what is kept`, template: data },
    { it: `${stage} with ${given}: what runs`, template: app },
  ]);
  it.each(rows)('finds no fault in $it', ({ template }) => expect(findings(template.toJSON())).toEqual([]));

  type Body = { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };
  const spoilt = (template: Template, type: string, properties: object): object => {
    const body = template.toJSON() as Body;
    const [id = ''] = Object.entries(body.Resources).find(([, { Type }]) => Type === type) ?? [];
    const found = body.Resources[id];
    if (!found) throw new Error(`no ${type}`);
    const changed = { ...found, Properties: { ...found.Properties, ...properties } };
    return { ...body, Resources: { ...body.Resources, [id]: changed } };
  };
  it.each([
    { it: 'a property that does not exist', type: 'AWS::SQS::Queue', properties: { Colour: 'red' } },
    {
      it: 'a runtime that does not exist',
      type: 'AWS::Lambda::Function',
      properties: { Runtime: 'nodejs99.x' },
    },
    { it: 'less memory than there is', type: 'AWS::Lambda::Function', properties: { MemorySize: 1 } },
  ])('would find $it', ({ type, properties }) => {
    expect(findings(spoilt(templatesOf('dev').app, type, properties))).not.toEqual([]);
  });
});
