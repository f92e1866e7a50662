import fc from 'fast-check';
import { classify } from '../../shared/classification/classify.ts';
import { Verdict } from '../../shared/classification/verdict.ts';
import { mergeReports } from '../../shared/events/merge-reports.ts';
import { Report } from '../../shared/events/report.ts';
import { examine } from '../../shared/ingestion/make-report.ts';
import { mutatedText } from './mutated.ts';
import { must, type Target, target } from './target.ts';

const SOURCE = {
  ...{ id: 'item', outlet: 'An outlet', url: 'https://outlet.example/', lang: 'en' },
  ...{ group: 'other' as const, on: true, offset: 0 },
};
const NOW = '2026-01-15T12:00:00.000Z';

/** @param texts headlines to damage. */
export const recordTargets = (texts: string[]): Target[] => {
  const text = mutatedText(texts);
  const published = fc.option(
    fc.date({ min: new Date('1990-01-01'), max: new Date(NOW), noInvalidDate: true }),
  );
  const item = fc
    .record({ title: text, summary: text, published })
    .map(({ title, summary, published: date }) => ({
      ...{ id: title, url: `https://outlet.example/${title.length}`, title, summary, source: null },
      published: date?.toISOString() ?? null,
    }));
  return [
    target('classify', item, ({ title, summary, published: date }) => {
      const verdict = classify({ title, summary, published: date });
      Verdict.parse(verdict);
      must((verdict.eventStart ?? '') <= (verdict.eventEnd ?? ''), 'an event ends after it begins');
      must(!verdict.relevant || verdict.evidence.length > 0, 'whoever decides says why');
      must(
        verdict.evidence.every(({ field, start, end, text: quoted }) => {
          const whole = field === 'title' ? title : summary;
          return quoted === null || start === null || end === null || (start <= end && end <= whole.length);
        }),
        'evidence lies in the text',
      );
    }),
    target('merge', fc.array(item, { minLength: 2, maxLength: 6 }), (items) => {
      const reports = items.flatMap((one, n) => {
        const examined = examine(classify, SOURCE, one, NOW);
        return 'report' in examined ? [{ key: String(n), report: Report.parse(examined.report) }] : [];
      });
      const placed = mergeReports(reports);
      must(
        [...placed.keys()].every((key) => reports.some((one) => one.key === key)),
        'only reports are placed',
      );
      must(
        [...placed.values()].every((id) => /^e[0-9a-f]{16}$/.test(id)),
        'every place is an event',
      );
      must(
        JSON.stringify([...mergeReports(reports)]) === JSON.stringify([...placed]),
        'the same comes out again',
      );
    }),
  ];
};
