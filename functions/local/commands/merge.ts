import { classify } from '../../../shared/classification/classify.ts';
import { mergeReports } from '../../../shared/events/merge-reports.ts';
import { examine } from '../../../shared/ingestion/make-report.ts';
import { type Item, readItems } from '../items.ts';

/** `amur merge`: which event each item tells of, from an empty record and without a store. */
export const mergeCommand = (file: string | undefined, print: (line: string) => void): void => {
  const items = readItems(file);
  const reports = items.flatMap((item, index) => reportOf(item, index));
  const events = mergeReports(reports);
  for (const [index, { id }] of items.entries())
    print(JSON.stringify({ id, eventId: events.get(String(index)) ?? null }));
};

const NOBODY = '1970-01-01T00:00:00.000Z';

const reportOf = (item: Item, index: number) => {
  const source = {
    id: 'item',
    outlet: item.outlet ?? 'unknown',
    url: 'https://item.invalid/',
    lang: 'en',
    group: 'other' as const,
    on: false,
    offset: 0,
  };
  const feedItem = {
    id: `${index}`,
    url: item.url ?? null,
    title: item.title,
    summary: item.summary ?? '',
    published: item.published ?? null,
    source: null,
  };
  const examined = examine(classify, source, feedItem, item.published ?? NOBODY);
  return 'report' in examined ? [{ key: String(index), report: examined.report }] : [];
};
