/** What turns a score into a frequency: p = logistic(slope * z + shift). */
export type Platt = { slope: number; shift: number };

const PULL = 2; // towards slope 1 and shift 0 while there are few items
const ROUNDS = 50;

/** Two parameters by Newton's method on the logistic loss (Platt 1999). */
export const platt = (points: { z: number; y: number }[]): Platt => {
  let [slope, shift] = [1, 0];
  for (let round = 0; round < ROUNDS; round++) {
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
  return { slope: rounded(slope), shift: rounded(shift) };
};

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
