import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createApp } from '../../functions/api/app.tsx';
import { ingestCommand } from '../../functions/local/commands/ingest.ts';
import { readSettings } from '../../functions/local/settings.ts';
import { openSystem } from '../../functions/local/system.ts';
import { seedClaims, seedCoverage } from '../../seed/load-seed.ts';
import { freezeDigest } from '../../shared/digest/freeze-digest.ts';
import { IsoWeek } from '../../shared/digest/iso-week.ts';
import { launchBrowser } from '../browser.ts';

/**
 * `npm run pictures`: every page, from the seed and a made-up week of four made-up outlets, seen on a fixed day, so that
 * anyone gets the same. They are there to be looked at: after a change of the pages, and in the README.
 */
const NOW = new Date('2026-03-09T09:00:00Z');
const WEEK = IsoWeek.parse('2026-W10');
const quiet = (): void => {};

const settings = readSettings({ AMUR_DATA_DIR: mkdtempSync(join(tmpdir(), 'amur-pictures-')), PORT: '0' });
const system = await openSystem(settings, console.log);
await ingestCommand.run(system, { paths: ['test/fixtures/week'], asOf: '2026-03-08' }, quiet);
await freezeDigest(
  { ...system.digestPorts, clock: () => NOW, asides: system.asides, health: async () => null },
  WEEK,
);
const app = createApp({
  ...system,
  clock: () => NOW,
  baseUrl: 'http://localhost:3000',
  claims: seedClaims(),
  coverage: seedCoverage('2026-03-02'),
});
const server = serve({ fetch: app.fetch, port: 0 });
await new Promise((resolve) => server.on('listening', resolve));
const { port } = server.address() as { port: number };

const { items } = await system.events.list({ origin: ['live'] }, { sort: '-date', limit: 50 });
const drill = `/events/${items.find(({ type }) => type === 'joint_exercise')?.id}`;

type Look = { width?: number; height?: number; dark?: boolean; print?: boolean };
const PHONE = { width: 320, height: 900 };
const PICTURES: [name: string, path: string, look?: Look][] = [
  ['home', '/', { height: 640 }],
  ['home-dark', '/', { dark: true, height: 640 }],
  ['home-phone', '/', PHONE],
  ['home-print', '/', { print: true }],
  ['list', '/?category=military&from=2020-01-01', { height: 640 }],
  ['event', drill],
  ['event-dark', drill, { dark: true, height: 640 }],
  ['event-phone', drill, PHONE],
  ['article', '/article', { height: 640 }],
  ['series', '/series', { height: 640 }],
  ['tracks', '/tracks', { height: 640 }],
  ['sources', '/sources', { height: 640 }],
  ['method', '/method', { height: 640 }],
  ['digests', '/digests', { height: 480 }],
  ['digest', `/digests/${WEEK}`],
  ['subscribe', '/subscribe', { height: 640 }],
  ['docs', '/docs', { height: 640 }],
];

const take = async (name: string, path: string, look: Look = {}): Promise<void> => {
  const { width = 1000, height = 1000, dark = false, print = false } = look;
  const browser = await launchBrowser();
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
  });
  if (print) await page.emulateMedia({ media: 'print' });
  await page.goto(`http://127.0.0.1:${port}${path}`);
  await page.screenshot({ path: `test/pictures/${name}.png` });
  await browser.close();
  console.log(`test/pictures/${name}.png`);
};

for (const picture of PICTURES) await take(...picture);
server.close();
await system.close();
