import { describe, expect, it } from 'vitest';
import measured from '../../functions/api/accuracy.json' with { type: 'json' };
import { Accuracy } from '../../functions/api/accuracy.ts';
import { LEXICON_VERSION } from '../../shared/classification/lexicon-version.ts';
import { MODEL_VERSION } from '../../shared/classification/score.ts';

describe('the figures that /v1/accuracy and the page of the method show', () => {
  const accuracy = Accuracy.parse(measured);

  it('are those of the classifier in the repository: npm run measure was run after it changed', () => {
    expect([accuracy.lexiconVersion, accuracy.modelVersion]).toEqual([LEXICON_VERSION, MODEL_VERSION]);
  });

  it('rest on items that nothing was learnt from, in each language', () => {
    const blind = accuracy.sets.find(({ seen }) => !seen);
    const languages = blind?.figures.filter(({ measure }) => measure === 'f1').map(({ lang }) => lang);
    expect(languages).toEqual(['all', 'en', 'ru', 'zh']);
    expect(blind?.items).toBeGreaterThanOrEqual(300);
  });

  it('lie inside their own intervals', () => {
    for (const { figures } of accuracy.sets)
      for (const { value, interval } of figures)
        if (interval) expect(interval.low <= value && value <= interval.high).toBe(true);
  });
});
