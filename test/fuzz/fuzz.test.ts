import fc from 'fast-check';
import { describe, it } from 'vitest';
import { apiTargets } from './api.ts';
import { feedTargets } from './feeds.ts';
import { recordTargets } from './record.ts';
import { feedSeeds, textSeeds } from './seeds.ts';

const targets = [...feedTargets(feedSeeds()), ...recordTargets(textSeeds()), ...apiTargets()];

/** A few of the runs of `npm run fuzz`, each time with other inputs. */
describe('whatever comes in', () => {
  it.each(targets)(
    '$name holds',
    async ({ input, holds }) => {
      await fc.assert(
        fc.asyncProperty(input, async (one) => void (await holds(one as never))),
        { numRuns: 200 },
      );
    },
    30_000,
  );
});
