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

const NOW = new Date('2026-03-09T09:00:00Z');
export const WEEK = IsoWeek.parse('2026-W10');
const quiet = (): void => {};

/** The whole site over the seed and a made-up week of four made-up outlets, seen on a fixed day: the same for anyone. */
export const openSite = async () => {
  const settings = readSettings({ AMUR_DATA_DIR: mkdtempSync(join(tmpdir(), 'amur-site-')), PORT: '0' });
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
  return {
    app,
    base: `http://127.0.0.1:${port}`,
    /** The page of an event that several outlets report. */
    drill: `/events/${items.find(({ type }) => type === 'joint_exercise')?.id}`,
    secrets: system.mailPorts.secrets,
    async close() {
      server.close();
      await system.close();
    },
  };
};
