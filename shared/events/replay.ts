import type { Verdict } from '../classification/verdict.ts';
import { allReports } from './all-reports.ts';
import type { EventReader, EventStore } from './event-store.ts';
import { mergeReports } from './merge-reports.ts';
import type { Report } from './report.ts';
import { asRuled } from './ruling.ts';

export type Classify = (report: {
  title: string;
  summary: string;
  published: string | null;
  outlet: string;
}) => Verdict;

/** What today's classifier and merge would do otherwise with reports that are on record. */
export type Difference =
  | { kind: 'gone'; report: Report; was: string }
  | { kind: 'retyped'; report: Report; was: string; from: string; to: string }
  | { kind: 'parted'; event: string; into: number }
  | { kind: 'joined'; events: string[] };

export type Replayed = { reports: number; same: number; differences: Difference[] };

/**
 * Runs the reports published in from…to again, from nothing, and compares with the record. It changes nothing.
 * What a person ruled about a report goes before what a classifier says of it.
 * Reports that were refused when they came are not kept, so that new events cannot be found this way.
 */
export const replay = async (
  events: EventReader & Pick<EventStore, 'known'>,
  classify: Classify,
  from: string,
  to: string,
): Promise<Replayed> => {
  const stored = await allReports(events, from, to);
  const again = await Promise.all(
    stored.map(async ({ report, event }) => {
      const judged = { ...report, verdict: classify(report) };
      const ruling = (await events.known(`R#${report.id}`))?.ruling;
      return { report: asRuled(judged, ruling) ?? judged, event, before: report };
    }),
  );
  const where = mergeReports(again.map(({ report }) => ({ key: report.id, report })));
  const differences = [
    ...again.flatMap(({ report, event, before }) => changed(before, report, event)),
    ...parted(again.map(({ report, event }) => [event, where.get(report.id)])),
    ...joined(again.map(({ report, event }) => [event, where.get(report.id)])),
  ];
  return {
    reports: stored.length,
    same: stored.length - differences.filter(({ kind }) => kind === 'gone' || kind === 'retyped').length,
    differences,
  };
};

const changed = (before: Report, report: Report, was: string): Difference[] => {
  if (!report.verdict.relevant) return [{ kind: 'gone', report, was }];
  const [from, to] = [before.verdict.type ?? '', report.verdict.type ?? ''];
  return from === to ? [] : [{ kind: 'retyped', report, was, from, to }];
};

type Pairs = [event: string, cluster: string | undefined][];

const groups = (pairs: [string, string][]): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  for (const [key, value] of pairs) found.set(key, (found.get(key) ?? new Set()).add(value));
  return found;
};

const taken = (pairs: Pairs): [string, string][] =>
  pairs.flatMap(([event, cluster]) => (cluster ? [[event, cluster] as [string, string]] : []));

const parted = (pairs: Pairs): Difference[] =>
  [...groups(taken(pairs))]
    .filter(([, clusters]) => clusters.size > 1)
    .map(([event, clusters]) => ({ kind: 'parted', event, into: clusters.size }));

const joined = (pairs: Pairs): Difference[] =>
  [...groups(taken(pairs).map(([event, cluster]) => [cluster, event]))]
    .filter(([, events]) => events.size > 1)
    .map(([, events]) => ({ kind: 'joined', events: [...events].sort() }));
