import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = readFileSync('SECURITY.md', 'utf8');
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> })
  .scripts;

it('every test and command that the threat model names is there', () => {
  const files = [...text.matchAll(/`(test\/[\w./-]+)`/g)].map(([, file = '']) => file);
  const commands = [...text.matchAll(/`npm run (\w+)/g)].map(([, name = '']) => name);
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});
