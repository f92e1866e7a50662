import { REVIEW_FROM, type ReportText, type Verdict } from '../classification/verdict.ts';
import type { Report } from '../events/report.ts';
import { unwrapped } from './aggregated.ts';
import type { FeedItem } from './parse-feed.ts';
import { cut } from './plain-text.ts';
import { contentHashOf, reportIdOf } from './report-identity.ts';
import type { Source } from './source.ts';

export type Classify = (report: ReportText) => Verdict;

/** Why an item makes no report that is passed on. */
export type Refusal = 'no title' | 'no outlet' | 'not both sides' | 'no event';

export type Examined = { report: Report } | { refused: Refusal };

/**
 * An item as a report with its verdict, or why it is not passed on. Uncertain ones and side tracks are passed on; the
 * recorder sets them aside.
 * @param firstSeen ISO instant at which it was read; never given out as publication.
 */
export const examine = (classify: Classify, source: Source, item: FeedItem, firstSeen: string): Examined => {
  const named = source.group === 'aggregator' ? unwrapped(item) : { ...item, outlet: source.outlet };
  if (!named) return { refused: 'no outlet' };
  if (named.title === '') return { refused: 'no title' };
  const title = cut(named.title, 500);
  const summary = cut(named.summary, 600);
  const { outlet } = named;
  const verdict = classify({ title, summary, published: item.published ?? firstSeen, outlet });
  if (!verdict.relevant && !verdict.track && verdict.p < REVIEW_FROM) {
    return { refused: verdict.evidence.length === 0 ? 'not both sides' : 'no event' };
  }
  const report: Report = {
    id: reportIdOf(source.outlet, item),
    sourceId: source.id,
    outlet,
    group: source.group,
    url: webAddress(item.url),
    title,
    summary,
    published: item.published,
    firstSeen,
    contentHash: contentHashOf(named),
    version: 1,
    verdict,
  };
  return { report };
};

/** Only what a reader may safely follow is kept as a link. */
const webAddress = (url: string | null): string | null => {
  const parsed = url && url.length <= 2000 ? URL.parse(url) : null;
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.href.slice(0, 2000) : null;
};
