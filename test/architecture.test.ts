import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url).pathname;
const IMPORT =
  /(?:^|\s)(?:import|export)[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]/gm;

const sources = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));

/** What a file imports: project files by their path from the root, packages by their name. */
const importsOf = (file: string): string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? '';
    return target.startsWith('.') ? normalize(join(dirname(file), target)) : target;
  });

const OUTSIDE =
  /^(@aws-sdk\/|aws-lambda$|@aws-lambda-powertools\/|nodemailer|dynalite|node:(https?|net|dns|fs|tls|child_process)\b)/;
const feature = (file: string): string => file.split('/')[1] ?? '';

const RULES = [
  {
    it: 'cdk/ imports the CDK and itself only',
    files: sources('cdk'),
    allows: (target: string) => /^(cdk\/|aws-cdk-lib|constructs$|cdk-nag|node:)/.test(target),
  },
  {
    it: 'functions/ never import cdk/, seed data aside from seed/, or tests',
    files: sources('functions'),
    allows: (target: string) => !/^(cdk|test)\/|^aws-cdk-lib|^constructs$/.test(target),
  },
  {
    it: 'shared/ knows no caller: neither functions/, cdk/, seed/ nor tests',
    files: sources('shared'),
    allows: (target: string) => !/^(functions|cdk|seed|test)\//.test(target),
  },
  {
    it: 'in shared/ only name.tech.ts and the platform meet AWS, HTTP, files or mail',
    files: sources('shared').filter(
      (file) => feature(file) !== 'platform' && !/\/[\w-]+\.[\w-]+\.tsx?$/.test(file),
    ),
    allows: (target: string) => !OUTSIDE.test(target),
  },
  {
    it: 'shared/ meets hono for its JSX alone',
    files: sources('shared'),
    allows: (target: string) => !/^@?hono/.test(target) || /^hono\/(jsx|html)/.test(target),
  },
  {
    it: 'the platform imports no feature',
    files: sources('shared/platform'),
    allows: (target: string) => !target.startsWith('shared/') || target.startsWith('shared/platform/'),
  },
  {
    it: 'production code imports no test',
    files: [...sources('shared'), ...sources('functions'), ...sources('cdk'), ...sources('seed')],
    allows: (target: string) => !target.startsWith('test/') && target !== 'vitest' && target !== 'fast-check',
  },
];

describe('import rules', () => {
  it.each(RULES)('$it', ({ files, allows }) => {
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => !allows(target))
        .map((target) => `${file} imports ${target}`),
    );
    expect(files.length, 'files looked at').toBeGreaterThan(0);
    expect(broken).toEqual([]);
  });

  it('reads imports of every form', () => {
    const found = [
      'functions/local/start.ts',
      'shared/platform/sqs.ts',
      'shared/platform/queue.sqs.ts',
    ].flatMap(importsOf);
    expect(found).toContain('shared/platform/log.ts');
    expect(found).toContain('@aws-sdk/client-sqs');
  });

  it.each(['functions', 'shared', 'cdk', 'seed'])('%s has neither utils nor barrels', (folder) => {
    expect(sources(folder).filter((file) => /\/(utils?|helpers?|index|common)\.tsx?$/.test(file))).toEqual(
      [],
    );
  });
});
