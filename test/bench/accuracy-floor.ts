/** F1 as last measured (test/bench/accuracy.ts); a drop of more than one point below fails in CI. */
export const FLOOR = { dev: 87.8, own: 86.7, blind: 83.5 };
