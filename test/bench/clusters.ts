import { classify } from '../../shared/classification/classify.ts';
import { mergeReports } from '../../shared/events/merge-reports.ts';
import { examine } from '../../shared/ingestion/make-report.ts';
import type { BenchRow } from './bench-row.ts';
import { type ClusterItem, clusterItems, instantOf } from './gold.ts';

type Clusters = Map<string, string>;

/** B-cubed (Bagga and Baldwin 1998) over the items that truly belong to an event; one not taken counts as alone. */
const bCubed = (truth: Clusters, found: Clusters): { precision: number; recall: number; f1: number } => {
  const ids = [...truth.keys()];
  const foundOf = (id: string): string => found.get(id) ?? `alone ${id}`;
  let [precision, recall] = [0, 0];
  for (const id of ids) {
    const same = ids.filter((other) => foundOf(other) === foundOf(id));
    const true_ = ids.filter((other) => truth.get(other) === truth.get(id));
    const both = same.filter((other) => truth.get(other) === truth.get(id)).length;
    precision += both / same.length;
    recall += both / true_.length;
  }
  const [p, r] = [precision / ids.length, recall / ids.length];
  return { precision: p, recall: r, f1: (2 * p * r) / (p + r) };
};

/** The whole line as a reader sees it: classifier and merge together. */
const foundBy = (items: ClusterItem[]): Clusters => {
  const source = {
    id: 's',
    outlet: '',
    url: 'https://item.invalid/',
    lang: 'en',
    group: 'other' as const,
    on: false,
    offset: 0,
  };
  const keyed = items.flatMap(({ id, outlet, title, summary, published }) => {
    const at = instantOf(published);
    const item = { id, url: null, title, summary, published: at, source: null };
    const examined = examine(classify, { ...source, outlet }, item, at ?? '1970-01-01T00:00:00.000Z');
    return 'report' in examined ? [{ key: id, report: examined.report }] : [];
  });
  return mergeReports(keyed);
};

/** The filter of event data sets: one event a type and day. */
const onceADay = (items: ClusterItem[]): Clusters =>
  new Map(
    items.flatMap(({ id, title, summary, published }) => {
      const verdict = classify({ title, summary, published: instantOf(published) });
      return verdict.relevant ? [[id, `${verdict.type} ${published.slice(0, 10)}`] as const] : [];
    }),
  );

const percent = (value: number): string => (100 * value).toFixed(1);

/** Precision, recall and F1 of the whole line, from 0 to 1. */
export const clusterFigures = (dir: string) => {
  const items = clusterItems(dir);
  return bCubed(truthOf(items), foundBy(items));
};

const truthOf = (items: ClusterItem[]): Clusters =>
  new Map(items.filter(({ event }) => event !== 'X').map(({ id, event }) => [id, event]));

export const clusterBench = (dir: string): BenchRow[] => {
  const items = clusterItems(dir);
  const truth = truthOf(items);
  const ours = bCubed(truth, foundBy(items));
  const daily = bCubed(truth, onceADay(items));
  const words = ({ precision, recall, f1 }: typeof ours) =>
    `F1 ${percent(f1)}  P ${percent(precision)}  R ${percent(recall)}`;
  return [
    {
      name: 'B-cubed on the dev clusters',
      value: words(ours),
      beside: `one a type and day: ${words(daily)}`,
    },
  ];
};
