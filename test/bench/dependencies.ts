import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/**
 * `npm run dependencies [-- --offline]`: what the project rests on. Licences and install scripts come from the lock
 * file; newest versions, dates of releases and known advisories from the registry, and where it gives no answer the
 * table says so. Ends with status 1 for a licence that is not on the list, for an install script that is neither
 * refused nor explained in package.json, and for an advisory of weight.
 */
type Locked = {
  version?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
  hasInstallScript?: boolean;
};
type Package = Locked & { path: string; name: string };
type Manifest = Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
> & {
  allowScripts: Record<string, boolean>;
};

const run = promisify(execFile);
const offline = process.argv.includes('--offline');
const json = <T>(file: string): T =>
  JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')) as T;
const manifest = json<Manifest>('package.json');
const packages: Package[] = Object.entries(
  json<{ packages: Record<string, Locked> }>('package-lock.json').packages,
)
  .filter(([path]) => path !== '')
  .map(([path, locked]) => ({ ...locked, path, name: path.replace(/^.*node_modules\//, '') }));

const FREE =
  /^(MIT|MIT-0|ISC|BSD|BSD-[23]-Clause|Apache-2\.0|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0)$/;
const WEAK = /^(MPL-2\.0|LGPL-3\.0(-or-later)?)$/; // may be used by tools that are not shipped
const isFree = ({ license = '', dev, devOptional }: Package): boolean => {
  const one = license.replace(/[()]/g, '').split(/ OR /);
  return (
    one.some((name) => name.split(' AND ').every((part) => FREE.test(part))) ||
    Boolean((dev || devOptional) && one.some((name) => WEAK.test(name)))
  );
};

type Registry = { newest: string; released: string };
const UNKNOWN: Registry = { newest: '?', released: '?' };

const askRegistry = async (name: string): Promise<Registry> => {
  if (offline) return UNKNOWN;
  try {
    const { stdout } = await run('npm', ['view', name, 'dist-tags.latest', 'time', '--json'], {
      timeout: 30_000,
    });
    const { 'dist-tags.latest': newest = '?', time = {} } = JSON.parse(stdout) as {
      'dist-tags.latest'?: string;
      time?: Record<string, string>;
    };
    return { newest, released: time[newest]?.slice(0, 10) ?? '?' };
  } catch {
    return UNKNOWN;
  }
};

const askAdvisories = async (): Promise<{ words: string; heavy: number }> => {
  if (offline) return { words: 'not asked', heavy: 0 };
  const { stdout } = await run('npm', ['audit', '--json'], { timeout: 60_000 }).catch(
    (error: { stdout?: string }) => ({
      stdout: error.stdout ?? '',
    }),
  );
  try {
    const { metadata } = JSON.parse(stdout) as { metadata?: { vulnerabilities: Record<string, number> } };
    if (!metadata) return { words: 'not known: the registry gave no answer', heavy: 0 };
    const { total = 0, high = 0, critical = 0 } = metadata.vulnerabilities;
    return { words: `${total} known, ${high + critical} of them high or critical`, heavy: high + critical };
  } catch {
    return { words: 'not known: the registry gave no answer', heavy: 0 };
  }
};

const kinds = ['dependencies', 'optionalDependencies', 'devDependencies'] as const;
const direct = kinds.flatMap((kind) =>
  Object.entries(manifest[kind]).map(([name, version]) => ({ kind, name, version })),
);
const answers: Registry[] = [];
for (let start = 0; start < direct.length; start += 8)
  answers.push(...(await Promise.all(direct.slice(start, start + 8).map(({ name }) => askRegistry(name)))));

const cell = (text: string, width: number): string => text.padEnd(width);
console.log(
  `${cell('package', 32)} ${cell('version', 11)} ${cell('newest', 11)} ${cell('released', 11)} ${cell('licence', 14)} for`,
);
for (const [index, { kind, name, version }] of direct.entries()) {
  const { newest, released } = answers[index] ?? UNKNOWN;
  const { license = '?' } = packages.find((one) => one.path === `node_modules/${name}`) ?? {};
  const use = {
    dependencies: 'running',
    optionalDependencies: 'running, where it fits',
    devDependencies: 'building and testing',
  }[kind];
  console.log(
    `${cell(name, 32)} ${cell(version, 11)} ${cell(newest, 11)} ${cell(released, 11)} ${cell(license, 14)} ${use}`,
  );
}

const shipped = packages.filter(({ dev, devOptional }) => !dev && !devOptional);
const byLicence = Map.groupBy(packages, ({ license = 'none named' }) => license);
const licences = [...byLicence].map(([name, all]) => `${all.length} ${name}`).join(', ');
const unfree = packages.filter((one) => !isFree(one));
const scripts = packages.filter(({ hasInstallScript }) => hasInstallScript);
const unexplained = scripts.filter(({ name }) => !(name in manifest.allowScripts));
const advisories = await askAdvisories();
console.log(`
packages         ${packages.length} in all, ${shipped.length} of them for running, ${direct.length} asked for by name
licences         ${licences}
not on the list  ${unfree.map(({ name, license }) => `${name} (${license ?? 'none named'})`).join(', ') || 'none'}
install scripts  ${scripts.map(({ name }) => `${name} (${manifest.allowScripts[name] === true ? 'runs' : name in manifest.allowScripts ? 'refused' : 'not decided'})`).join(', ') || 'none'}
advisories       ${advisories.words}`);
process.exit(unfree.length + unexplained.length + advisories.heavy > 0 ? 1 : 0);
