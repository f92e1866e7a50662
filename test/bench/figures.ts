import type { Unseen } from './learn.ts';

/** What a decision rule made of one labelled item. */
export type Judged = { truth: boolean; said: boolean };
export type Figures = { precision: number; recall: number; f1: number };

/** In percent. */
export const figuresOf = (all: Judged[]): Figures => {
  const count = (truth: boolean, said: boolean) =>
    all.filter((one) => one.truth === truth && one.said === said).length;
  const [hit, alarm, miss] = [count(true, true), count(false, true), count(true, false)];
  return {
    precision: (100 * hit) / Math.max(1, hit + alarm),
    recall: (100 * hit) / Math.max(1, hit + miss),
    f1: (200 * hit) / Math.max(1, 2 * hit + alarm + miss),
  };
};

const DRAWS = 400;

/** A 95 % bootstrap interval, from a fixed row of draws, so that the same items give the same interval. */
export const interval = <T>(all: T[], figure: (drawn: T[]) => number): [number, number] => {
  const random = mulberry(20230321);
  const values = Array.from({ length: DRAWS }, () =>
    figure(all.flatMap(() => all[Math.floor(random() * all.length)] ?? [])),
  ).sort((a, b) => a - b);
  return [values[Math.floor(DRAWS * 0.025)] ?? 0, values[Math.floor(DRAWS * 0.975)] ?? 0];
};

/** A small generator of even numbers in [0, 1). */
export const mulberry = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const probabilityOf = ({ scored, rules, grams }: Unseen, layer: boolean): number =>
  scored ? 1 / (1 + Math.exp(-(rules + (layer ? grams : 0)))) : 0;

export const percent = (value: number): string => value.toFixed(1);
export const share = (good: number, all: number): number => (100 * good) / Math.max(1, all);
