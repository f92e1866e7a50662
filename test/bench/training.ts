import { firstStory } from '../../shared/classification/digest-title.ts';
import { featuresOf, isCandidate } from '../../shared/classification/features.ts';
import { BUCKETS, gramsOf } from '../../shared/classification/grams.ts';
import { read } from '../../shared/classification/reading.ts';
import type { ReportText } from '../../shared/classification/verdict.ts';

/** An item as the two linear layers see it; without both sides it is never scored. */
export type Example = {
  features: string[];
  grams: number[];
  scored: boolean;
  relevant: boolean;
  weight: number;
};

export const exampleOf = (report: ReportText, relevant: boolean, weight = 1): Example => {
  const reading = read(firstStory(report).text);
  const scored = isCandidate(reading);
  return {
    features: scored ? featuresOf(reading).map(({ name }) => name) : [],
    grams: scored ? gramsOf(reading).map(({ bucket }) => bucket) : [],
    scored,
    relevant,
    weight,
  };
};

export type Weights = { bias: number; weights: Record<string, number> };
type Row = { at: number[]; y: number; offset: number; weight: number };

export const tune = { ridge: 4, shape: 1.2, grams: 2, seen: 3, rounds: 400, prior: 1, folds: 5 };
const RATE = 0.5;

/** The rules' weights: logistic regression with a ridge over named observations. */
export const train = (examples: Example[]): Weights => {
  const scored = examples.filter(({ scored: yes }) => yes);
  const names = frequent(scored);
  const index = new Map(names.map((name, at) => [name, at]));
  const rows = scored.map(({ features, relevant, weight }) => ({
    at: features.flatMap((name) => index.get(name) ?? []),
    y: relevant ? 1 : 0,
    offset: 0,
    weight,
  }));
  const ridges = names.map((name) => tune.ridge * (name.startsWith('shape') ? tune.shape : 1));
  const fitted = ridgeFit(rows, ridges, true, names.map(priorOf));
  return {
    bias: rounded(fitted.at(-1)),
    weights: Object.fromEntries(names.map((name, at) => [name, rounded(fitted[at])])),
  };
};

/** The n-gram layer's weights: what the rules leave unexplained on items that their weights have not seen. */
export const trainGrams = (examples: Example[]): Float64Array => {
  const scored = examples.filter(({ scored: yes }) => yes);
  const rows = scored.map(({ grams, relevant, weight }) => ({
    at: grams,
    y: relevant ? 1 : 0,
    offset: 0,
    weight,
  }));
  for (let fold = 0; fold < tune.folds; fold++) {
    const weights = train(scored.filter((_, at) => at % tune.folds !== fold));
    scored.forEach((example, at) => {
      const row = rows[at];
      if (row && at % tune.folds === fold) row.offset = scoreOf(weights, example);
    });
  }
  return ridgeFit(
    rows,
    Array.from({ length: BUCKETS }, () => tune.grams),
    false,
  );
};

const rounded = (value: number | undefined): number => Math.round((value ?? 0) * 1000) / 1000;

/** Where a weight is drawn to while few items speak: what the codebook says without any count. */
const PRIORS: [RegExp, number][] = [
  [/^joint military act of both in the title/, 2.5],
  [/^joint military act of both in the summary/, 1],
  [/^offices of both meet in title$/, 1],
  [/^an office travels to the other side in title$/, 1],
  [
    /^(?!joint_|visit|summit|multilateral|ministerial|economic_talks)[a-z_]+ in title, beside both sides/,
    0.6,
  ],
  [/^opinion in title|^a question word first/, -0.8],
  [/^(?:sport|culture|sanction|deny|hypo) in title/, -0.6],
  [/^third party first/, -0.8],
  [/^no act in title/, -0.5],
  [/^only the lead tells an act, offices of both/, 0.8],
  [/^only the lead tells an act, an office/, 0.4],
  [/^a bulletin whose headline/, 0.6],
  [/^a clear act of both in the title/, 0.8],
  [/^clearly (?:offices of both meet|an office travels to the other side) in title$/, 0.6],
  [/^clearly only the lead tells an act, offices/, 0.4],
  [/^clearly (?!only|an |offices|visit|summit|multilateral|ministerial|economic_talks)/, 0.5],
  [/^a side is left out|^an act against a side/, -1.5],
  [/^separate in title/, -0.6],
  [/^essay in title/, -1.2],
  [/^reads in title/, -0.5],
];
const priorOf = (name: string): number =>
  (PRIORS.find(([pattern]) => pattern.test(name))?.[1] ?? 0) * tune.prior;

const frequent = (examples: Example[]): string[] => {
  const counts = new Map<string, number>();
  for (const { features } of examples)
    for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= tune.seen)
    .map(([name]) => name)
    .sort();
};

/** AdaGrad over the whole set: no randomness, so the same items give the same bits. The last weight is the bias. */
const ridgeFit = (rows: Row[], ridges: number[], biased: boolean, priors: number[] = []): Float64Array => {
  const weights = new Float64Array(ridges.length + 1);
  const squares = new Float64Array(ridges.length + 1).fill(1e-3);
  for (let round = 0; round < tune.rounds; round++) step(rows, weights, squares, ridges, biased, priors);
  return weights;
};

const step = (
  rows: Row[],
  weights: Float64Array,
  squares: Float64Array,
  ridges: number[],
  biased: boolean,
  priors: number[],
): void => {
  const bias = weights.length - 1;
  const gradient = new Float64Array(weights.length);
  for (const { at, y, offset, weight } of rows) {
    let z = offset + (weights[bias] ?? 0);
    for (const index of at) z += weights[index] ?? 0;
    const error = weight * (1 / (1 + Math.exp(-z)) - y);
    for (const index of at) gradient[index] = (gradient[index] ?? 0) + error;
    if (biased) gradient[bias] = (gradient[bias] ?? 0) + error;
  }
  for (let index = 0; index < weights.length; index++) {
    const slope =
      (gradient[index] ?? 0) + (ridges[index] ?? 0) * ((weights[index] ?? 0) - (priors[index] ?? 0));
    if (slope === 0) continue;
    squares[index] = (squares[index] ?? 0) + slope * slope;
    weights[index] = (weights[index] ?? 0) - (RATE * slope) / Math.sqrt(squares[index] ?? 1);
  }
};

export const scoreOf = ({ bias, weights }: Weights, { features }: Example): number =>
  features.reduce((sum, name) => sum + (weights[name] ?? 0), bias);

export const gramSum = (grams: Float64Array, example: Example): number =>
  example.grams.reduce((sum, at) => sum + (grams[at] ?? 0), 0);
