import { classify } from '../../shared/classification/classify.ts';
import { mergeReports } from '../../shared/events/merge-reports.ts';
import { examine } from '../../shared/ingestion/make-report.ts';
import type { BenchRow } from './bench-row.ts';
import { interval, mulberry } from './figures.ts';
import { type ClusterItem, clusterItems, instantOf } from './gold.ts';

type Clusters = Map<string, string>;
type BCubed = { precision: number; recall: number; f1: number };
type Share = { precision: number; recall: number };

/** B-cubed (Bagga and Baldwin 1998) over the items that truly belong to an event; one not taken counts as alone. */
const bCubed = (truth: Clusters, found: Clusters): BCubed => meanOf(sharesOf(truth, found).values());

/** For each item, how much of its cluster is of its event, and how much of its event is in its cluster. */
const sharesOf = (truth: Clusters, found: Clusters): Map<string, Share> => {
  const ids = [...truth.keys()];
  const foundOf = (id: string): string => found.get(id) ?? `alone ${id}`;
  return new Map(
    ids.map((id) => {
      const same = ids.filter((other) => foundOf(other) === foundOf(id));
      const all = ids.filter((other) => truth.get(other) === truth.get(id));
      const both = same.filter((other) => truth.get(other) === truth.get(id)).length;
      return [id, { precision: both / same.length, recall: both / all.length }];
    }),
  );
};

const meanOf = (shares: Iterable<Share>): BCubed => {
  const all = [...shares];
  const mean = (read: (one: Share) => number) => all.reduce((sum, one) => sum + read(one), 0) / all.length;
  const [precision, recall] = [mean((one) => one.precision), mean((one) => one.recall)];
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
};

/** Whole events are drawn: the reports of one event stand or fall together. */
const f1Interval = (truth: Clusters, found: Clusters): [number, number] => {
  const shares = sharesOf(truth, found);
  const events = [...Map.groupBy(truth.keys(), (id) => truth.get(id) ?? '').values()];
  return interval(events, (drawn) => meanOf(drawn.flat().flatMap((id) => shares.get(id) ?? [])).f1);
};

/** The whole line as a reader sees it: classifier and merge together. */
const foundBy = (items: ClusterItem[]): Clusters => mergeReports(reportsOf(items));

const reportsOf = (items: ClusterItem[]) => {
  const source = {
    id: 's',
    outlet: '',
    url: 'https://item.invalid/',
    lang: 'en',
    group: 'other' as const,
    on: false,
    offset: 0,
  };
  return items.flatMap(({ id, outlet, title, summary, published }) => {
    const at = instantOf(published);
    const item = { id, url: null, title, summary, published: at, source: null };
    const examined = examine(classify, { ...source, outlet }, item, at ?? '1970-01-01T00:00:00.000Z');
    return 'report' in examined ? [{ key: id, report: examined.report }] : [];
  });
};

const SHUFFLES = 20;

/** The events of reports that come shuffled against those of the same reports in order: the median of some shuffles. */
const shuffledF1 = (items: ClusterItem[]): number => {
  const random = mulberry(19970701);
  const reports = reportsOf(items);
  const inOrder = mergeReports(reports);
  const runs = Array.from({ length: SHUFFLES }, () => {
    const order = reports.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at);
    return bCubed(
      inOrder,
      mergeReports(
        order.map(({ one }) => one),
        { inOrder: false },
      ),
    ).f1;
  });
  return runs.sort((a, b) => a - b)[SHUFFLES / 2] ?? 0;
};

const COSINE_FROM = 0.06; // the threshold that does best on these very items: a generous rival
const DAYS_APART = 4;
const DAY_MS = 86_400_000;

/** Words and, in Chinese, pairs of signs. */
const termsOf = ({ title, summary }: ClusterItem): string[] => {
  const text = `${title} ${summary}`.toLowerCase();
  const signs = [...(text.match(/\p{Script=Han}/gu) ?? [])];
  return [...(text.match(/\p{L}{3,}/gu) ?? []), ...signs.slice(1).map((sign, at) => `${signs[at]}${sign}`)];
};

type Vector = Map<string, number>;

const tfIdf = (items: ClusterItem[]): Vector[] => {
  const terms = items.map(termsOf);
  const within = new Map<string, number>();
  for (const term of terms.flatMap((list) => [...new Set(list)]))
    within.set(term, (within.get(term) ?? 0) + 1);
  return terms.map((list) => {
    const counts = new Map<string, number>();
    for (const term of list)
      counts.set(term, (counts.get(term) ?? 0) + Math.log(items.length / (within.get(term) ?? 1)));
    const length = Math.hypot(...counts.values()) || 1;
    return new Map([...counts].map(([term, weight]) => [term, weight / length]));
  });
};

const cosine = (a: Vector, b: Vector): number => {
  let sum = 0;
  for (const [term, weight] of a) sum += weight * (b.get(term) ?? 0);
  return sum;
};

/** A common way to join news: a report goes to the report most like it, of some days, where that is like enough. */
const byCosine = (items: ClusterItem[]): Clusters => {
  const taken = items.filter(
    ({ title, summary, published }) => classify({ title, summary, published: instantOf(published) }).relevant,
  );
  const line = [...taken].sort((a, b) => a.published.localeCompare(b.published));
  const vectors = tfIdf(line);
  const found: Clusters = new Map();
  line.forEach((item, at) => {
    const near = line.slice(0, at).flatMap((other, index) => {
      const days = Math.abs(Date.parse(item.published) - Date.parse(other.published)) / DAY_MS;
      const like = cosine(vectors[at] ?? new Map(), vectors[index] ?? new Map());
      return days <= DAYS_APART && like >= COSINE_FROM ? [{ id: other.id, like }] : [];
    });
    const best = near.sort((a, b) => b.like - a.like)[0];
    found.set(item.id, (best && found.get(best.id)) ?? item.id);
  });
  return found;
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
  const found = foundBy(items);
  const ours = bCubed(truth, found);
  const [low, high] = f1Interval(truth, found);
  const words = ({ precision, recall, f1 }: BCubed) =>
    `F1 ${percent(f1)}  P ${percent(precision)}  R ${percent(recall)}`;
  return [
    {
      name: 'B-cubed on the dev clusters',
      value: `${words(ours)} (${percent(low)}–${percent(high)})`,
      beside: `one a type and day: ${words(bCubed(truth, onceADay(items)))}; TF-IDF cosine: ${words(bCubed(truth, byCosine(items)))}`,
    },
    {
      name: 'B-cubed, reports shuffled against in order',
      value: `F1 ${percent(shuffledF1(items))}`,
      beside: `median of ${SHUFFLES} shuffles`,
    },
  ];
};
