import { classify, createClassifier } from '../../shared/classification/classify.ts';
import { categoryOf } from '../../shared/classification/event-types.ts';
import type { Verdict } from '../../shared/classification/verdict.ts';
import type { BenchRow } from './bench-row.ts';
import { figuresOf, interval, type Judged, percent, probabilityOf, share } from './figures.ts';
import { goldDir } from './gold.ts';
import { devLabelled, type Labelled, madeUpItems, ownLabelled } from './labels.ts';
import { crossValidate, prepare, type Unseen } from './learn.ts';

/**
 * The accuracy table: the development set and our own labels by weights that have not seen their fold, the blind labels
 * by the weights in the repository; each beside the keyword alert. Without labelled items it says so and gives no row.
 */
export const runAccuracy = async (dir: string | undefined): Promise<BenchRow[]> => {
  if (!dir) return [{ name: 'accuracy', value: 'left out: AMUR_GOLD_DIR is not set' }];
  const [dev, labelled] = [devLabelled(dir), await ownLabelled(dir)];
  const own = labelled.filter(({ set }) => set !== 'blind');
  const blind = labelled.filter(({ set }) => set === 'blind');
  const unseen = crossValidate(prepare([...dev, ...own, ...madeUpItems()]));
  const of = (set: Labelled['set']) => unseen.filter(({ item }) => item.set === set);
  return [
    ...relevance('dev, folds unseen', of('dev').map(judgeUnseen)),
    ...relevance('own labels, folds unseen', of('own').map(judgeUnseen)),
    ...relevance('own labels near the threshold, folds unseen', of('near').map(judgeUnseen)),
    ...relevance('blind labels', blind.map(judgeBy(classify))),
    ...relevance('blind labels, n-gram layer off', blind.map(judgeBy(createClassifier({ model: false })))),
    ...relevance('made up, folds unseen', of('made up').map(judgeUnseen)),
    layerRow([...of('dev'), ...of('own')]),
    ...coding('blind labels', blind),
    ...coding('own labels and dev (types seen)', [...dev, ...own]),
    ...sideTracks(labelled),
    ...reliability([...of('dev'), ...of('own')]),
    timeRow([...dev, ...own]),
  ];
};

/** The figures that the gate in CI compares with those stored: F1 on unseen folds and on blind items. */
export const gateFigures = async (dir: string): Promise<Record<'dev' | 'own' | 'blind', number>> => {
  const [dev, labelled] = [devLabelled(dir), await ownLabelled(dir)];
  const known = labelled.filter(({ set }) => set !== 'blind');
  const unseen = crossValidate(prepare([...dev, ...known, ...madeUpItems()]));
  const f1 = (set: Labelled['set']) =>
    figuresOf(unseen.filter(({ item }) => item.set === set).map(judgeUnseen)).f1;
  const blind = labelled.filter(({ set }) => set === 'blind').map(judgeBy(classify));
  return { dev: f1('dev'), own: f1('own'), blind: figuresOf(blind).f1 };
};

type JudgedItem = Judged & { item: Labelled };

const judgeUnseen = (one: Unseen): JudgedItem => ({
  item: one.item,
  truth: one.item.relevant,
  said: probabilityOf(one, true) >= 0.5,
});
const judgeBy =
  (decide: (text: Labelled['text']) => Verdict) =>
  (item: Labelled): JudgedItem => ({ item, truth: item.relevant, said: decide(item.text).relevant });

const relevance = (name: string, all: JudgedItem[]): BenchRow[] =>
  [
    { part: 'all', items: all },
    { part: 'clear', items: all.filter(({ item }) => !item.borderline) },
    ...(['en', 'ru', 'zh'] as const).map((lang) => ({
      part: lang,
      items: all.filter(({ item }) => item.lang === lang),
    })),
  ].map(({ part, items }) => f1Row(`F1, ${name}: ${part}`, items));

const f1Row = (name: string, items: JudgedItem[]): BenchRow => {
  const { precision, recall, f1 } = figuresOf(items);
  const [low, high] = interval(items, (drawn) => figuresOf(drawn).f1);
  const alert = figuresOf(items.map(({ item, truth }) => ({ truth, said: alerts(item) })));
  return {
    name: `${name} (${items.length})`,
    value: `${percent(f1)} (${percent(low)}-${percent(high)})`,
    beside: `P ${percent(precision)} R ${percent(recall)}; keyword alert ${percent(alert.f1)}`,
  };
};

const RUSSIA = /russia|росси|рф(?!\p{L})|俄罗斯|俄/iu;
const CHINA = /china|chinese|кита|кнр|中国|中俄|俄中/iu;
/** What an alert on both countries' names would have sent. */
const alerts = ({ text }: Labelled): boolean => {
  const whole = `${text.title} ${text.summary}`;
  return RUSSIA.test(whole) && CHINA.test(whole);
};

const layerRow = (unseen: Unseen[]): BenchRow => {
  const f1 = (layer: boolean) =>
    figuresOf(unseen.map((one) => ({ truth: one.item.relevant, said: probabilityOf(one, layer) >= 0.5 }))).f1;
  return {
    name: 'F1, dev and own, folds unseen: n-gram layer on / off',
    value: `${percent(f1(true))} / ${percent(f1(false))}`,
  };
};

/** Category, type, status and date of what was rightly found. */
const coding = (name: string, items: Labelled[]): BenchRow[] => {
  const found = items
    .filter(({ relevant, type }) => relevant && type)
    .map((item) => ({ item, verdict: classify(item.text) }))
    .filter(({ verdict }) => verdict.relevant);
  const dated = found.filter(({ item }) => item.start);
  const rows: [string, number, number][] = [
    [
      'category',
      found.filter(({ item, verdict }) => item.type && categoryOf(item.type) === verdict.category).length,
      found.length,
    ],
    ['type', found.filter(({ item, verdict }) => item.type === verdict.type).length, found.length],
    [
      'status',
      found.filter(({ item, verdict }) => item.status === verdict.status).length,
      found.filter(({ item }) => item.status).length,
    ],
    [
      'first day, where stated',
      dated.filter(({ item, verdict }) => item.start === verdict.eventStart).length,
      dated.length,
    ],
    [
      'both days, where stated',
      dated.filter(({ item, verdict }) => item.start === verdict.eventStart && item.end === verdict.eventEnd)
        .length,
      dated.length,
    ],
  ];
  return rows
    .filter(([, , all]) => all > 0)
    .map(([what, good, all]) => ({
      name: `${what}, ${name}`,
      value: `${percent(share(good, all))} %`,
      beside: `${good} of ${all}`,
    }));
};

const sideTracks = (items: Labelled[]): BenchRow[] => {
  const judged = items
    .filter(({ tracked }) => tracked)
    .map((item) => ({ item, track: classify(item.text).track }));
  return (['friction', 'watch', 'statement'] as const).map((track) => {
    const all = judged.map((one) => ({ truth: one.item.track === track, said: one.track === track }));
    const { precision, recall, f1 } = figuresOf(all);
    return {
      name: `F1, side track ${track} (${all.filter(({ truth }) => truth).length} of ${all.length})`,
      value: percent(f1),
      beside: `P ${percent(precision)} R ${percent(recall)}`,
    };
  });
};

const BINS = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.01];
/** Of the items given a probability, how many were events: the two should agree. */
const reliability = (unseen: Unseen[]): BenchRow[] =>
  BINS.slice(1).map((high, at) => {
    const low = BINS[at] ?? 0;
    const inside = unseen.filter((one) => probabilityOf(one, true) >= low && probabilityOf(one, true) < high);
    const true_ = inside.filter(({ item }) => item.relevant).length;
    return {
      name: `p ${low} to ${Math.min(1, high)}: events among ${inside.length}`,
      value: `${percent(share(true_, inside.length))} %`,
    };
  });

const timeRow = (items: Labelled[]): BenchRow => {
  for (const { text } of items) classify(text);
  const start = process.cpuUsage();
  for (const { text } of items) classify(text);
  const { user, system } = process.cpuUsage(start);
  return {
    name: 'classify, µs of processor an item, steady',
    value: percent((user + system) / items.length),
  };
};

if (process.argv[1]?.endsWith('accuracy.ts'))
  for (const { name, value, beside } of await runAccuracy(goldDir()))
    console.log(name.padEnd(58), value.padStart(20), beside ?? '');
