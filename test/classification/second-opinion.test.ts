import { expect, it } from 'vitest';
import { classify } from '../../shared/classification/classify.ts';
import { noSecondOpinion, wantsSecondOpinion } from '../../shared/classification/second-opinion.ts';

const report = { title: 'Putin and Xi hold talks at the Kremlin', summary: '', published: null };

it('is wanted for the unsure only, and asks nobody by default', async () => {
  const verdict = classify(report);
  expect(wantsSecondOpinion(verdict)).toBe(false);
  expect(wantsSecondOpinion({ ...verdict, p: 0.45 })).toBe(true);
  expect(await noSecondOpinion(report, verdict)).toBeNull();
});
