import { serve } from '@hono/node-server';
import { seedClaims, seedCoverage } from '../../seed/load-seed.ts';
import { AppError } from '../../shared/platform/app-error.ts';
import { createApp } from '../api/app.tsx';
import { serveControl } from './control.ts';
import { outboxPages } from './outbox.tsx';
import { startMails, startPipeline } from './pipeline.ts';
import { runHandedOver } from './run-on-store.ts';
import { readSettings, type Settings } from './settings.ts';
import { openSystem } from './system.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const start = async (settings: Settings): Promise<void> => {
  const system = await openSystem(settings, print);
  const { created, updated, known } = system.seeded;
  print(`Article and chronology: ${created} new events, ${updated} changed, ${known} known.`);
  const app = createApp({
    ...system,
    ...settings,
    claims: seedClaims(),
    coverage: seedCoverage(),
  });

  const served = settings.smtpUrl ? app : outboxPages(system.outbox, app);
  const server = serve({ fetch: served.fetch, port: settings.port });
  await new Promise<void>((resolve, reject) => server.on('listening', resolve).on('error', reject));
  print(`Amur serves ${settings.baseUrl}`);
  const control = await serveControl(settings.dataDir, runHandedOver(system));
  const mails = await startMails(system);
  const pipeline = settings.poll ? await startPipeline(system, print) : undefined;
  const stop = async (): Promise<void> => {
    print('Stopping …');
    await pipeline?.stop();
    await mails.stop();
    await control.stop();
    server.close();
    await system.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
};

try {
  await start(readSettings());
} catch (error) {
  const known = error instanceof AppError || (error as { code?: string }).code === 'EADDRINUSE';
  if (!known) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(2);
}
