import { createHash } from 'node:crypto';
import { BUCKETS } from '../../shared/classification/grams.ts';
import type { Language } from '../../shared/classification/verdict.ts';
import { type Example, gramSum, scoreOf, train, trainGrams, type Weights } from './training.ts';

export type Labelled = { id: string; lang: Language; example: Example };
type Platt = { slope: number; shift: number };
export type Learnt = {
  weights: Weights & { calibration: Record<Language, Platt>; calibrationOfRules: Record<Language, Platt> };
  grams: { scale: number; weights: string };
};

const FOLDS = 5;
/** The fold that an item falls into, by its id alone. */
export const foldOf = (id: string): number =>
  Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % FOLDS;

export type Unseen = { item: Labelled; rules: number; grams: number };

/** Scores of every item by weights that have not seen its fold. */
export const crossValidate = (items: Labelled[]): Unseen[] =>
  Array.from({ length: FOLDS }, (_, fold) => {
    const rest = items.filter(({ id }) => foldOf(id) !== fold).map(({ example }) => example);
    const [weights, grams] = [train(rest), trainGrams(rest)];
    return items
      .filter(({ id }) => foldOf(id) === fold)
      .map((item) => ({ item, rules: scoreOf(weights, item.example), grams: gramSum(grams, item.example) }));
  }).flat();

/** Both layers and their calibration, from labelled items; the same items give the same bytes. */
export const learn = (items: Labelled[]): Learnt => {
  const examples = items.map(({ example }) => example);
  const unseen = crossValidate(items).filter(({ item }) => item.example.scored);
  const calibration = plattBy(unseen, ({ rules, grams }) => rules + grams);
  const calibrationOfRules = plattBy(unseen, ({ rules }) => rules);
  return {
    weights: { ...train(examples), calibration, calibrationOfRules },
    grams: packed(trainGrams(examples)),
  };
};

export const packed = (weights: Float64Array): Learnt['grams'] => {
  const scale = Math.max(...weights.slice(0, BUCKETS).map(Math.abs), 1e-6) / 127;
  const bytes = Int8Array.from(weights.slice(0, BUCKETS), (weight) => Math.round(weight / scale));
  return { scale, weights: Buffer.from(bytes.buffer).toString('base64') };
};

const plattBy = (unseen: Unseen[], of: (one: Unseen) => number): Record<Language, Platt> => {
  const fitted = (lang: Language): Platt =>
    platt(
      unseen
        .filter(({ item }) => item.lang === lang)
        .map((one) => ({ z: of(one), y: one.item.example.relevant ? 1 : 0 })),
    );
  return { en: fitted('en'), ru: fitted('ru'), zh: fitted('zh') };
};

const PULL = 2; // towards slope 1 and shift 0 while a language has few items

/** Two parameters by Newton's method on the logistic loss. */
export const platt = (points: { z: number; y: number }[]): Platt => {
  let [slope, shift] = [1, 0];
  for (let round = 0; round < 50; round++) {
    let [ga, gb, haa, hab, hbb] = [PULL * (slope - 1), PULL * shift, PULL, 0, PULL];
    for (const { z, y } of points) {
      const p = 1 / (1 + Math.exp(-(slope * z + shift)));
      const v = p * (1 - p);
      ga += (p - y) * z;
      gb += p - y;
      haa += v * z * z;
      hab += v * z;
      hbb += v;
    }
    const det = haa * hbb - hab * hab;
    slope -= (hbb * ga - hab * gb) / det;
    shift -= (haa * gb - hab * ga) / det;
  }
  return { slope: Math.round(slope * 1000) / 1000, shift: Math.round(shift * 1000) / 1000 };
};
