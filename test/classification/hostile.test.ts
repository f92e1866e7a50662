import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { classify } from '../../shared/classification/classify.ts';
import { LONGEST_SUMMARY, LONGEST_TITLE } from '../../shared/classification/reading.ts';

describe('hostile input', () => {
  it('never makes the classifier throw', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ unit: 'binary', maxLength: 900 }),
        fc.option(fc.string({ maxLength: 30 })),
        (title, summary, published) => {
          const { p } = classify({ title: `Russia China ${title}`, summary, published });
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    { it: 'open brackets', text: '(' },
    { it: 'figures', text: '1,2.' },
    { it: 'one word over and over', text: 'Russia China sign ' },
    { it: 'signs without a gap', text: '中俄' },
    { it: 'half a surrogate pair', text: '\ud800' },
  ])('of a million times $it is cut before it is read', ({ text }) => {
    const long = text.repeat(1_000_000 / text.length);
    const given = classify({ title: `Russia and China ${long}`, summary: long, published: null });
    const cut = classify({
      title: `Russia and China ${long}`.slice(0, LONGEST_TITLE),
      summary: long.slice(0, LONGEST_SUMMARY),
      published: null,
    });
    expect(given).toEqual(cut);
  });
});
