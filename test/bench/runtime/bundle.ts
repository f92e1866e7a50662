import { mkdirSync, rmSync, statSync } from 'node:fs';
import { build } from 'esbuild';
import { BUNDLING } from '../../../cdk/constructs/service-function.ts';

const OUT = '.build/lambda';
const { esbuildArgs } = BUNDLING;

/** Bundles an entry with the very options of the stack. */
const bundle = async (
  name: string,
  input: { entry?: string; code?: string },
): Promise<{ folder: string; bytes: number }> => {
  const folder = `${process.cwd()}/${OUT}/${name}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const alias = Object.entries(esbuildArgs)
    .filter(([flag]) => flag.startsWith('--alias:'))
    .map(([flag, path]) => [flag.slice('--alias:'.length), path] as const);
  await build({
    ...(input.entry && { entryPoints: [input.entry] }),
    ...(input.code !== undefined && { stdin: { contents: input.code, resolveDir: process.cwd() } }),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: BUNDLING.target,
    minify: BUNDLING.minify,
    mainFields: [...BUNDLING.mainFields],
    banner: { js: BUNDLING.banner },
    charset: esbuildArgs['--charset'],
    sourcemap: true,
    sourcesContent: false,
    jsx: 'automatic',
    jsxImportSource: esbuildArgs['--jsx-import-source'],
    alias: Object.fromEntries(alias),
    outfile: `${folder}/index.mjs`,
    logLevel: 'error',
  });
  return { folder, bytes: statSync(`${folder}/index.mjs`).size };
};

export const bundleFunction = (name: string) => bundle(name, { entry: `functions/${name}/handler.ts` });

/** What a handler costs before it does anything: with nothing, and with the table's client alone. */
export const bundleBare = () => bundle('bare', { code: 'export const handler = async () => ({});' });
export const bundleBareSdk = () =>
  bundle('bare-sdk', {
    code: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = async () => ({ region: await client.config.region() });`,
  });
