import { createHash } from 'node:crypto';
import { firstStory } from '../../shared/classification/digest-title.ts';
import { BUCKETS } from '../../shared/classification/grams.ts';
import { type Reading, read } from '../../shared/classification/reading.ts';
import { handStatus, STATUSES, statusFeaturesOf } from '../../shared/classification/status.ts';
import { handScores } from '../../shared/classification/type.ts';
import { typeFeaturesOf } from '../../shared/classification/type-features.ts';
import type { EventType, Language, ReportStatus } from '../../shared/classification/verdict.ts';
import type { Labelled } from './labels.ts';
import { type Platt, platt } from './platt.ts';
import { type Example, exampleOf, gramSum, scoreOf, train, trainGrams, type Weights } from './training.ts';
import { type ClassExample, type ClassWeights, TYPES, trainClasses } from './training-classes.ts';

/** How much an item weighs in training: doubtful ones less, made-up ones least. Chosen by cross-validation. */
const weightOf = ({ set, borderline }: Labelled): number => (set === 'made up' ? 0.35 : borderline ? 0.6 : 1);

export type Prepared = { item: Labelled; example: Example };
export const prepare = (items: Labelled[]): Prepared[] =>
  items.map((item) => ({ item, example: exampleOf(item.text, item.relevant, weightOf(item)) }));

const FOLDS = 5;
/** The fold that an item falls into, by its id alone. */
export const foldOf = (id: string): number =>
  Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % FOLDS;

/** Scores of an item by weights that have not seen its fold. */
export type Unseen = { item: Labelled; scored: boolean; rules: number; grams: number };

export const crossValidate = (all: Prepared[]): Unseen[] =>
  Array.from({ length: FOLDS }, (_, fold) => {
    const rest = all.filter(({ item }) => foldOf(item.id) !== fold).map(({ example }) => example);
    const [weights, grams] = [train(rest), trainGrams(rest)];
    return all
      .filter(({ item }) => foldOf(item.id) === fold)
      .map(({ item, example }) => ({
        item,
        scored: example.scored,
        rules: scoreOf(weights, example),
        grams: gramSum(grams, example),
      }));
  }).flat();

type Calibration = Record<Language, Platt>;
export type Learnt = {
  weights: Weights & { calibration: Calibration; calibrationOfRules: Calibration };
  grams: { scale: number; weights: string };
  types: ClassWeights<EventType>;
  statuses: ClassWeights<ReportStatus>;
};

/** All learnt layers; the same items give the same bytes. */
export const learn = (items: Labelled[]): Learnt => {
  const all = prepare(items);
  const examples = all.map(({ example }) => example);
  const unseen = crossValidate(all).filter(({ scored, item }) => scored && item.set !== 'made up');
  const calibration = plattBy(unseen, ({ rules, grams }) => rules + grams);
  const calibrationOfRules = plattBy(unseen, ({ rules }) => rules);
  return {
    weights: { ...train(examples), calibration, calibrationOfRules },
    grams: packed(trainGrams(examples)),
    types: trainTypes(items),
    statuses: trainStatuses(items),
  };
};

/** A signed byte a bucket. */
const packed = (weights: Float64Array): Learnt['grams'] => {
  const own = weights.slice(0, BUCKETS);
  const scale = Math.max(...own.map(Math.abs), 1e-6) / 127;
  const bytes = Int8Array.from(own, (weight) => Math.round(weight / scale));
  return { scale, weights: Buffer.from(bytes.buffer).toString('base64') };
};

const plattBy = (unseen: Unseen[], of: (one: Unseen) => number): Calibration => {
  const fitted = (lang: Language): Platt =>
    platt(
      unseen
        .filter(({ item }) => item.lang === lang)
        .map((one) => ({ z: of(one), y: one.item.relevant ? 1 : 0 })),
    );
  return { en: fitted('en'), ru: fitted('ru'), zh: fitted('zh') };
};

const readingOf = ({ text }: Labelled): Reading => read(firstStory(text).text);

/** How much the rules' own score weighs, the ridge, and how often an observation must occur: by cross-validation. */
const TYPE_TUNING = { hand: 8, ridge: 5, seen: 3 };
const STATUS_TUNING = { hand: 1.5, ridge: 2, seen: 3 };

const trainTypes = (items: Labelled[]): ClassWeights<EventType> =>
  trainClasses(TYPES, items.flatMap(typeExample), TYPE_TUNING);

const typeExample = (item: Labelled): ClassExample<EventType>[] => {
  if (!item.relevant || !item.type) return [];
  const reading = readingOf(item);
  return [
    { type: item.type, weight: weightOf(item), features: typeFeaturesOf(reading), hand: handScores(reading) },
  ];
};

const trainStatuses = (items: Labelled[]): ClassWeights<ReportStatus> =>
  trainClasses(STATUSES, items.flatMap(statusExample), STATUS_TUNING);

const statusExample = (item: Labelled): ClassExample<ReportStatus>[] => {
  if (!item.relevant || !item.status || !item.type) return [];
  const reading = readingOf(item);
  const { type } = item;
  return [
    {
      type: item.status,
      weight: weightOf(item),
      features: statusFeaturesOf(reading, type),
      hand: { [handStatus(reading, type)]: 1 },
    },
  ];
};
