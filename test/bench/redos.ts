import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { transformSync } from 'esbuild';
import { BOUNDED } from './redos/bounded.ts';

/**
 * `npm run redos`: every regular expression of shared/, functions/ and seed/ is checked by recheck, and everything that
 * reads texts of others is fed a megabyte of what slow expressions are slow on. Ends with status 1 for an expression
 * that may be slow and has no reason in bounded.ts why it meets short texts only, and for growth beyond linear.
 */
type Expression = { file: string; line: number; source: string; flags: string };
type Diagnosis = { status: 'safe' | 'vulnerable' | 'unknown'; complexity?: { summary: string } };
type Node = { type?: string; regex?: { pattern: string; flags: string } };

const TOOLS = new URL('redos/node_modules/', import.meta.url);
if (!existsSync(TOOLS)) {
  console.error('The checker is not installed: npm ci --prefix test/bench/redos --omit=optional');
  process.exit(2);
}
process.env.RECHECK_BACKEND = 'pure';
const load = createRequire(new URL('x.js', TOOLS));
const { parse } = load('acorn') as { parse(code: string, options: object): Node };
const { checkSync } = load('recheck') as {
  checkSync(source: string, flags: string, options: object): Diagnosis;
};

const ROOT = new URL('../../', import.meta.url);
const FOLDERS = ['shared', 'functions', 'seed'];

const literalsIn = (file: string): Expression[] => {
  const text = readFileSync(new URL(file, ROOT), 'utf8');
  const { code } = transformSync(text, { loader: file.endsWith('x') ? 'tsx' : 'ts', jsx: 'automatic' });
  const found: Expression[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const child of node) walk(child);
    else if (node && typeof node === 'object') {
      const { regex } = node as Node;
      if (regex) {
        const at = text.indexOf(`/${regex.pattern}/`);
        const line = text.slice(0, Math.max(0, at)).split('\n').length;
        found.push({ file, line, source: regex.pattern, flags: regex.flags });
      }
      for (const child of Object.values(node)) walk(child);
    }
  };
  walk(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }));
  return found;
};

/** Expressions that are put together from parts exist only at run time: they are caught as their files are loaded. */
const builtIn = async (files: string[]): Promise<Expression[]> => {
  const found: Expression[] = [];
  let file = '';
  const Native = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Native, {
    construct(target, [source, flags]: [string | RegExp, string?]) {
      const made = new target(source, flags);
      found.push({ file, line: 0, source: made.source, flags: made.flags });
      return made;
    },
  });
  for (file of files) await import(new URL(file, ROOT).href);
  globalThis.RegExp = Native;
  return found;
};

const files = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`),
);
// Only the classifier puts expressions together from parts.
const built = await builtIn(files.filter((file) => /^shared\/classification\/[\w-]+\.ts$/.test(file)));
const all = [...files.flatMap(literalsIn), ...built];

const check = ({ source, flags }: Expression): Diagnosis => {
  try {
    return checkSync(source, flags.replace('v', 'u'), { timeout: 5000 });
  } catch {
    return { status: 'unknown' };
  }
};

const used = new Set<string>();
let refused = 0;
const counts = { safe: 0, bounded: 0 };
for (const expression of all) {
  const { status, complexity } = check(expression);
  const bound = Object.keys(BOUNDED).find((place) => expression.file.startsWith(place));
  if (status === 'safe') counts.safe++;
  else if (bound) {
    used.add(bound);
    counts.bounded++;
  } else {
    refused++;
    const what = `${complexity?.summary ?? 'not decided in 5 seconds'}  /${expression.source.slice(0, 80)}/`;
    console.log(`${expression.file}:${expression.line}  ${what}`);
  }
}
console.log(
  `${all.length} expressions: ${counts.safe} are linear, ${counts.bounded} meet short texts only, ${refused} are refused.`,
);
for (const place of used) console.log(`  ${place}: ${BOUNDED[place]}`);
for (const place of Object.keys(BOUNDED).filter((one) => !used.has(one))) {
  refused++;
  console.log(`  ${place} needs no reason any more: take it out of bounded.ts.`);
}
// Loaded now, since it loads the classifier, whose expressions had to be caught first.
const { growthRows } = await import('./redos/growth.ts');
const grown = await growthRows();
for (const { what, piece, quarter, whole, slow } of grown.filter((row, index) => row.slow || index < 12)) {
  const times = `${quarter.toFixed(0)} ms for 250 kB, ${whole.toFixed(0)} ms for 1 MB`;
  console.log(`${slow ? 'SLOW  ' : ''}${what} of ${JSON.stringify(piece)}: ${times}`);
}
console.log(
  `${grown.length} runs on 1 MB, the slowest first; ${grown.filter(({ slow }) => slow).length} grow faster than the text.`,
);
process.exit(refused > 0 || grown.some(({ slow }) => slow) ? 1 : 0);
