import { describe, expect, it, vi } from 'vitest';
import { inWeek, issueOf } from '../fakes/digests.ts';
import { runWithFaults } from '../fakes/mail-faults.ts';

const SEEDS = 60; // `npm run faults` plays a thousand

describe('an issue sent by two workers of which each may die at any call', () => {
  it('reaches everybody once where the mail service took it, nobody twice, and nobody who had left', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const digest = await issueOf([inWeek('a meeting')]);
    let crashes = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const run = await runWithFaults(seed, digest);
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
    expect(crashes).toBeGreaterThan(SEEDS);
  }, 60_000);
});

const pick = ({ toLeavers, forgotten, mailing, hashes }: Awaited<ReturnType<typeof runWithFaults>>) => ({
  toLeavers,
  forgotten,
  mailing,
  hashes,
});
