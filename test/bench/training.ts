import { firstStory } from '../../shared/classification/digest-title.ts';
import { featuresOf, isCandidate } from '../../shared/classification/features.ts';
import { read } from '../../shared/classification/reading.ts';
import type { ReportText } from '../../shared/classification/verdict.ts';

/** An item as the linear layer sees it; without both sides it is never scored. */
export type Example = { features: string[]; scored: boolean; relevant: boolean };

export const exampleOf = (report: ReportText, relevant: boolean): Example => {
  const reading = read(firstStory(report).text);
  const scored = isCandidate(reading);
  return { features: scored ? featuresOf(reading).map(({ name }) => name) : [], scored, relevant };
};

export type Weights = { bias: number; weights: Record<string, number> };

const ROUNDS = 400;
const SEEN_AT_LEAST = 3;
const RATE = 0.5;
const RIDGE = 1; // chosen once by cross-validation among 0.3, 1 and 3

/** Logistic regression with a ridge, by AdaGrad over the whole set: no randomness, so the same items give the same bits. */
export const train = (examples: Example[]): Weights => {
  const scored = examples.filter(({ scored: yes }) => yes);
  const names = frequent(scored);
  const index = new Map(names.map((name, at) => [name, at]));
  const rows = scored.map(({ features, relevant }) => ({
    at: features.flatMap((name) => index.get(name) ?? []),
    y: relevant ? 1 : 0,
  }));
  const weights = new Float64Array(names.length + 1); // the last one is the bias
  const squares = new Float64Array(names.length + 1).fill(1e-3);
  for (let round = 0; round < ROUNDS; round++) step(rows, weights, squares);
  const rounded = (value: number | undefined) => Math.round((value ?? 0) * 1000) / 1000;
  return {
    bias: rounded(weights.at(-1)),
    weights: Object.fromEntries(names.map((name, at) => [name, rounded(weights[at])])),
  };
};

const frequent = (examples: Example[]): string[] => {
  const counts = new Map<string, number>();
  for (const { features } of examples)
    for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= SEEN_AT_LEAST)
    .map(([name]) => name)
    .sort();
};

const step = (rows: { at: number[]; y: number }[], weights: Float64Array, squares: Float64Array): void => {
  const bias = weights.length - 1;
  const gradient = new Float64Array(weights.length);
  for (const { at, y } of rows) {
    const z = at.reduce((sum, index) => sum + (weights[index] ?? 0), weights[bias] ?? 0);
    const error = 1 / (1 + Math.exp(-z)) - y;
    for (const index of [...at, bias]) gradient[index] = (gradient[index] ?? 0) + error;
  }
  for (let index = 0; index < weights.length; index++) {
    const slope = (gradient[index] ?? 0) + (index === bias ? 0 : RIDGE * (weights[index] ?? 0));
    squares[index] = (squares[index] ?? 0) + slope * slope;
    weights[index] = (weights[index] ?? 0) - (RATE * slope) / Math.sqrt(squares[index] ?? 1);
  }
};

export const probability = ({ bias, weights }: Weights, { features, scored }: Example): number =>
  scored ? 1 / (1 + Math.exp(-features.reduce((sum, name) => sum + (weights[name] ?? 0), bias))) : 0;
