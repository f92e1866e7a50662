import type { Feature } from './features.ts';
import type { FieldName } from './reading.ts';
import weights from './lexicon/weights.json' with { type: 'json' };
import type { Evidence } from './verdict.ts';

/** Version of the learnt weights, on every verdict. */
export const MODEL_VERSION: string = weights.version;

const WEIGHTS = weights.weights as Record<string, number>;

/**
 * The score of a report: a bias and the weights of what was seen, each with the words that it rests on. The weights
 * shown add up to `z`; p is the logistic of z.
 */
export const score = (
  features: Feature[],
  texts: Record<FieldName, string>,
): { z: number; p: number; evidence: Evidence[] } => {
  const bias: Evidence = {
    kind: 'bias',
    rule: 'every report',
    field: 'title',
    start: 0,
    end: 0,
    text: '',
    weight: weights.bias,
  };
  const evidence = [bias];
  for (const { name, kind, field, start, end } of features) {
    const weight = WEIGHTS[name];
    if (weight === undefined || weight === 0) continue;
    evidence.push({
      kind,
      rule: name.slice(0, 80),
      field,
      start,
      end,
      text: texts[field].slice(start, end).slice(0, 200),
      weight,
    });
  }
  const z = Math.round(evidence.reduce((sum, { weight }) => sum + weight, 0) * 1000) / 1000;
  return {
    z,
    p: Math.round((1 / (1 + Math.exp(-z))) * 1000) / 1000,
    evidence: evidence.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  };
};
