import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createApp } from '../../functions/api/app.tsx';
import { readSettings } from '../../functions/local/settings.ts';
import { openSystem } from '../../functions/local/system.ts';
import { seedClaims, seedCoverage } from '../../seed/load-seed.ts';
import { launchBrowser } from '../browser.ts';

/** `npm run pictures`: the README's pictures, from the seed alone, so that anyone gets the same. */
const settings = readSettings({ AMUR_DATA_DIR: mkdtempSync(join(tmpdir(), 'amur-pictures-')), PORT: '0' });
const system = await openSystem(settings, console.log);
const app = createApp({
  ...system,
  baseUrl: 'http://localhost:3000',
  claims: seedClaims(),
  coverage: seedCoverage(),
});
const server = serve({ fetch: app.fetch, port: 0 });
await new Promise((resolve) => server.on('listening', resolve));
const { port } = server.address() as { port: number };
for (const [name, path, height] of [
  ['home', '/', 640],
  ['article', '/article', 640],
] as const) {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1000, height } });
  await page.goto(`http://127.0.0.1:${port}${path}`);
  await page.screenshot({ path: `test/pictures/${name}.png` });
  await browser.close();
  console.log(`test/pictures/${name}.png`);
}
server.close();
await system.close();
