import { EVENT_TYPES, type EventType } from '../../shared/classification/verdict.ts';

export const TYPES = Object.values(EVENT_TYPES).flat() as EventType[];

/** A relevant item as the layers of types and of status see it: observations, and the rules' scores. */
export type ClassExample<C extends string> = {
  type: C;
  weight: number;
  features: string[];
  hand: Partial<Record<C, number>>;
};
export type ClassWeights<C extends string> = {
  hand: number;
  weights: Record<string, Partial<Record<C, number>>>;
};
/** `hand`: how much the rules' score weighs; `ridge`; `seen`: in how many items an observation must occur. */
export type Tuning = { hand: number; ridge: number; seen: number };

const ROUNDS = 300;
const RATE = 0.3;

/** Softmax regression that starts from the rules' scores and learns what they leave over. */
export const trainClasses = <C extends string>(
  classes: C[],
  examples: ClassExample<C>[],
  { hand, ridge, seen }: Tuning,
): ClassWeights<C> => {
  const names = frequent(
    examples.map(({ features }) => features),
    seen,
  );
  const index = new Map(names.map((name, at) => [name, at]));
  const rows = examples.map(({ features, type, weight, hand: scores }) => ({
    at: features.flatMap((name) => index.get(name) ?? []),
    type: classes.indexOf(type),
    weight,
    offsets: classes.map((one) => hand * (scores[one] ?? 0)),
  }));
  const weights = new Float64Array(names.length * classes.length);
  const squares = new Float64Array(weights.length).fill(1e-3);
  for (let round = 0; round < ROUNDS; round++) step(rows, weights, squares, classes.length, ridge);
  return { hand, weights: sparse(names, weights, classes) };
};

type Row = { at: number[]; type: number; weight: number; offsets: number[] };

const step = (
  rows: Row[],
  weights: Float64Array,
  squares: Float64Array,
  width: number,
  ridge: number,
): void => {
  const gradient = new Float64Array(weights.length);
  for (const { at, type, weight, offsets } of rows) {
    const scores = offsets.map((offset, t) =>
      at.reduce((sum, f) => sum + (weights[f * width + t] ?? 0), offset),
    );
    const p = softmax(scores);
    for (const f of at)
      for (let t = 0; t < width; t++)
        gradient[f * width + t] =
          (gradient[f * width + t] ?? 0) + weight * ((p[t] ?? 0) - (t === type ? 1 : 0));
  }
  for (let i = 0; i < weights.length; i++) {
    const slope = (gradient[i] ?? 0) + ridge * (weights[i] ?? 0);
    squares[i] = (squares[i] ?? 0) + slope * slope;
    weights[i] = (weights[i] ?? 0) - (RATE * slope) / Math.sqrt(squares[i] ?? 1);
  }
};

const softmax = (scores: number[]): number[] => {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
};

const LEAST = 0.03; // smaller weights are not kept

const sparse = <C extends string>(
  names: string[],
  weights: Float64Array,
  classes: C[],
): ClassWeights<C>['weights'] =>
  Object.fromEntries(
    names
      .map(
        (name, f) =>
          [name, kept(weights.slice(f * classes.length, (f + 1) * classes.length), classes)] as const,
      )
      .filter(([, own]) => Object.keys(own).length > 0),
  );

const kept = <C extends string>(own: Float64Array, classes: C[]): Partial<Record<C, number>> =>
  Object.fromEntries(
    classes
      .map((name, at) => [name, Math.round((own[at] ?? 0) * 100) / 100] as const)
      .filter(([, weight]) => Math.abs(weight) >= LEAST),
  ) as Partial<Record<C, number>>;

const frequent = (lists: string[][], seen: number): string[] => {
  const counts = new Map<string, number>();
  for (const features of lists) for (const name of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= seen)
    .map(([name]) => name)
    .sort();
};

/** The class that rules and learnt weights prefer; among equals the first. */
export const bestClass = <C extends string>(
  classes: C[],
  { features, hand }: Pick<ClassExample<C>, 'features' | 'hand'>,
  learnt: ClassWeights<C>,
): C => {
  const scoreOf = (name: C): number =>
    features.reduce((sum, one) => sum + (learnt.weights[one]?.[name] ?? 0), learnt.hand * (hand[name] ?? 0));
  return classes.reduce((best, name) => (scoreOf(name) > scoreOf(best) ? name : best));
};
