import { writeFileSync } from 'node:fs';
import { Accuracy, type Figure, type TestSet } from '../../functions/api/accuracy.ts';
import { classify } from '../../shared/classification/classify.ts';
import { categoryOf } from '../../shared/classification/event-types.ts';
import { LEXICON_VERSION } from '../../shared/classification/lexicon-version.ts';
import { MODEL_VERSION } from '../../shared/classification/score.ts';
import { clusterFigures } from './clusters.ts';
import { type Figures, figuresOf, interval, type Judged, probabilityOf } from './figures.ts';
import { clusterItems, goldDir } from './gold.ts';
import { devLabelled, type Labelled, madeUpItems, ownLabelled } from './labels.ts';
import { crossValidate, prepare } from './learn.ts';

/**
 * `npm run measure`: what the classifier in the repository is worth, written where `/v1/accuracy` and the page of the
 * method read it. To be run after every change of lexicon or weights; a test fails until it was.
 */
const dir = goldDir();
if (!dir) {
  console.error('AMUR_GOLD_DIR is not set: there are no labelled items to measure with.');
  process.exit(2);
}

type One = Judged & { item: Labelled };
type FigureRow = (typeof Figure)['_output'];
type SetRow = (typeof TestSet)['_output'];

const unit = (percent: number): number => Math.round(percent * 10) / 1000;
const MEASURES = ['precision', 'recall', 'f1'] as const satisfies (keyof Figures)[];

const relevance = (all: One[]): FigureRow[] =>
  (['all', 'en', 'ru', 'zh'] as const).flatMap((lang) => {
    const items = lang === 'all' ? all : all.filter(({ item }) => item.lang === lang);
    const figures = figuresOf(items);
    return MEASURES.map((measure) => {
      const [low, high] = interval(items, (drawn) => figuresOf(drawn)[measure]);
      return {
        measure,
        lang,
        value: unit(figures[measure]),
        interval: { low: unit(low), high: unit(high) },
        of: items.length,
      };
    });
  });

/** Of the events found, how many were coded right. */
const coding = (items: Labelled[]): FigureRow[] => {
  const found = items
    .filter(({ relevant, type }) => relevant && type)
    .map((item) => ({ item, verdict: classify(item.text) }))
    .filter(({ verdict }) => verdict.relevant);
  const dated = found.filter(({ item }) => item.start);
  const share = (measure: FigureRow['measure'], good: number, of: number): FigureRow[] =>
    of > 0 ? [{ measure, lang: 'all', value: unit((100 * good) / of), interval: null, of }] : [];
  return [
    ...share(
      'category',
      found.filter(({ item, verdict }) => item.type && categoryOf(item.type) === verdict.category).length,
      found.length,
    ),
    ...share('type', found.filter(({ item, verdict }) => item.type === verdict.type).length, found.length),
    ...share(
      'date',
      dated.filter(({ item, verdict }) => item.start === verdict.eventStart).length,
      dated.length,
    ),
  ];
};

const daysOf = (items: Labelled[]): Pick<SetRow, 'from' | 'to'> => {
  const days = items.flatMap(({ text }) => text.published?.slice(0, 10) ?? []).sort();
  return { from: days[0] ?? null, to: days.at(-1) ?? null };
};

const merging = (at: string): SetRow => {
  const items = clusterItems(at);
  const { precision, recall, f1 } = clusterFigures(at);
  const days = items.map(({ published }) => published.slice(0, 10)).sort();
  const figures = { 'merge precision': precision, 'merge recall': recall, 'merge f1': f1 } as const;
  return {
    name: 'which reports tell of one event (B-cubed)',
    items: items.length,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    labelled: 'One annotator joined reports of the same event by hand.',
    seen: true,
    figures: Object.entries(figures).map(([measure, value]) => ({
      measure: measure as FigureRow['measure'],
      lang: 'all',
      value: unit(100 * value),
      interval: null,
      of: items.length,
    })),
  };
};

const [dev, labelled] = [devLabelled(dir), await ownLabelled(dir)];
const own = labelled.filter(({ set }) => set !== 'blind');
const blind = labelled.filter(({ set }) => set === 'blind');
const unseen = crossValidate(prepare([...dev, ...own, ...madeUpItems()]));
const judged = blind.map((item) => ({ item, truth: item.relevant, said: classify(item.text).relevant }));
const ofDev = unseen
  .filter(({ item }) => item.set === 'dev')
  .map((one) => ({ item: one.item, truth: one.item.relevant, said: probabilityOf(one, true) >= 0.5 }));

const accuracy: Accuracy = {
  measuredOn: new Date().toISOString().slice(0, 10),
  lexiconVersion: LEXICON_VERSION,
  modelVersion: MODEL_VERSION,
  sets: [
    {
      name: 'blind labels',
      items: blind.length,
      ...daysOf(blind),
      labelled:
        'By one reader following the codebook, most of them by a second one too (kappa 0.94); never learnt from.',
      seen: false,
      figures: [...relevance(judged), ...coding(blind)],
    },
    {
      name: 'development set, by weights that have not seen the item',
      items: dev.length,
      ...daysOf(dev),
      labelled: 'By one annotator following the same guide; rules were written with it in view.',
      seen: true,
      figures: relevance(ofDev),
    },
    merging(dir),
  ],
  limits: [
    'Only titles and summaries of feeds are read, never whole articles.',
    'Reports that readers themselves hesitate over are found least: without them F1 is some ten points higher.',
    'Visit, talks and summit are often confused with each other; the category is rarely wrong.',
    'Reports that were not found stay unknown: silence of the live record is no proof of silence.',
  ],
};
const file = new URL('../../functions/api/accuracy.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(Accuracy.parse(accuracy), null, 2)}\n`);
console.log(`Written for lexicon ${LEXICON_VERSION}, model ${MODEL_VERSION}.`);
