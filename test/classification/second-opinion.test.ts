import { describe, expect, it } from 'vitest';
import { noSecondOpinion, wantsSecondOpinion } from '../../shared/classification/second-opinion.ts';
import { verdict } from '../fakes/verdicts.ts';

const unsure = (p: number) => verdict({ type: 'summit', who: ['xi', 'putin'], on: '2026-01-05', p });

describe('a second opinion', () => {
  it.each([
    { p: 0.29, wanted: false },
    { p: 0.3, wanted: true },
    { p: 0.6, wanted: true },
    { p: 0.61, wanted: false },
  ])('is wanted: $wanted, at a probability of $p', ({ p, wanted }) =>
    expect(wantsSecondOpinion(unsure(p))).toBe(wanted),
  );

  it('is asked of nobody by default', async () => {
    const report = { title: 'Xi meets Putin', summary: '', published: null };
    expect(await noSecondOpinion(report, unsure(0.5))).toBeNull();
  });
});
