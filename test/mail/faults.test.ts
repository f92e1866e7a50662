import { describe, expect, it, vi } from 'vitest';
import { startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { inWeek, issueOf } from '../fakes/digests.ts';
import { inMemory, runWithFaults, storesIn } from '../fakes/mail-faults.ts';

const embedded = async () => {
  const dynamo = await startEmbedded();
  return { stores: storesIn(dynamo), close: dynamo.stop };
};

describe('an issue sent by two workers of which each may die at any call', () => {
  it.each([
    // `npm run faults` plays a thousand
    { store: 'memory', seeds: 60, open: async () => ({ stores: inMemory(), close: async () => {} }) },
    { store: 'the embedded DynamoDB', seeds: 16, open: embedded },
  ])(
    'over $store reaches everybody once where the mail service took it, nobody twice, and nobody who had left',
    async ({ seeds, open }) => {
      vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      const digest = await issueOf([inWeek('a meeting')]);
      let crashes = 0;
      for (let seed = 1; seed <= seeds; seed++) {
        const { stores, close } = await open();
        const run = await runWithFaults(seed, digest, stores);
        await close();
        crashes += run.crashes;
        expect({ seed, twice: Math.max(0, ...run.taken.values()) > 1, ...pick(run) }).toEqual({
          seed,
          twice: false,
          toLeavers: 0,
          forgotten: 0,
          mailing: 'complete',
          hashes: 1,
        });
      }
      expect(crashes).toBeGreaterThan(seeds);
    },
    60_000,
  );
});

const pick = ({ toLeavers, forgotten, mailing, hashes }: Awaited<ReturnType<typeof runWithFaults>>) => ({
  toLeavers,
  forgotten,
  mailing,
  hashes,
});
