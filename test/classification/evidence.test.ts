import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, createClassifier } from '../../shared/classification/classify.ts';
import { type ReportText, Verdict } from '../../shared/classification/verdict.ts';
import { madeUpItems } from '../bench/labels.ts';

const items = madeUpItems().map(({ text }) => text);
const sumOf = ({ evidence }: Verdict): number => evidence.reduce((sum, { weight }) => sum + weight, 0);

/** Made-up headlines put together at random, in any mixture of languages. */
const reports = fc
  .tuple(fc.constantFrom(...items), fc.array(fc.constantFrom(...items), { maxLength: 4 }))
  .map(
    ([{ title }, more]): ReportText => ({
      title,
      summary: more.map((one) => one.title).join('. '),
      published: '2024-05-15T00:00:00Z',
    }),
  );

describe('the evidence', () => {
  it('adds up to the score, with the n-gram layer and without', () => {
    fc.assert(
      fc.property(reports, fc.boolean(), (report, model) => {
        const verdict = createClassifier({ model })(report);
        expect(sumOf(verdict)).toBeCloseTo(verdict.z, 6);
        if (verdict.evidence.length > 0) expect(verdict.p).toBeCloseTo(1 / (1 + Math.exp(-verdict.z)), 3);
      }),
      { numRuns: 300 },
    );
  });

  it('quotes the very words at its offsets', () => {
    fc.assert(
      fc.property(reports, (report) => {
        for (const { field, start, end, text } of classify(report).evidence)
          expect(report[field].slice(start, end).slice(0, 200)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('makes a verdict of the agreed shape', () => {
    fc.assert(
      fc.property(reports, (report) => {
        expect(Verdict.safeParse(classify(report)).error).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it('points into the summary where a bulletin is judged by its first story', () => {
    const summary = '中俄海军联合演习今天开始。另一条消息。';
    const verdict = classify({ title: '国际联播快讯', summary, published: '2024-05-15T00:00:00Z' });
    expect(verdict.type).toBe('joint_exercise');
    const quoted = verdict.evidence.filter(({ text }) => text !== '');
    expect(quoted.length).toBeGreaterThan(0);
    for (const { field, start, end, text } of quoted) {
      expect(field).toBe('summary');
      expect(summary.slice(start, end)).toBe(text);
    }
  });
});
