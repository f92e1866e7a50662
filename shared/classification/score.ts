import type { Feature } from './features.ts';
import { BUCKETS, type Gram } from './grams.ts';
import gramsFile from './lexicon/grams.json' with { type: 'json' };
import weightsFile from './lexicon/weights.json' with { type: 'json' };
import type { FieldName } from './reading.ts';
import type { Evidence, Language } from './verdict.ts';

/** Version of the learnt weights, on every verdict. */
export const MODEL_VERSION: string = weightsFile.version;

export type Score = { z: number; p: number; evidence: Evidence[] };

const WEIGHTS = new Map(Object.entries(weightsFile.weights));
const MOST_SHOWN = 24; // the rest is shown as one sum
const MOST_GRAMS = 5;

/** The n-gram layer: a signed byte a bucket, decoded at first use. */
let decoded: Int8Array | undefined;
const gramWeights = (): Int8Array => {
  decoded ??= Int8Array.from(atob(gramsFile.weights), (sign) => sign.charCodeAt(0));
  return decoded;
};

/**
 * The score of a report: a bias and the weights of what was seen, each with the words that it rests on, scaled for the
 * language so that p, the logistic of z, is a frequency. The weights shown add up to `z`.
 * @param grams none: the rules decide alone.
 */
export const score = (
  features: Feature[],
  grams: Gram[] | null,
  texts: Record<FieldName, string>,
  language: Language,
): Score => {
  const { slope, shift } = (grams ? weightsFile.calibration : weightsFile.calibrationOfRules)[language];
  const seen = ruleParts(features, slope);
  if (grams) seen.push(...gramParts(grams, slope));
  seen.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const bias = {
    ...NO_PLACE,
    kind: 'bias' as const,
    rule: 'every report',
    weight: round(weightsFile.bias * slope + shift),
  };
  const parts = [bias, ...seen.slice(0, MOST_SHOWN), ...rest(seen.slice(MOST_SHOWN))];
  const z = round(sumOf(parts));
  const evidence = parts.map((part) => ({
    ...part,
    text: texts[part.field].slice(part.start, Math.min(part.end, part.start + 200)),
  }));
  return { z, p: round(1 / (1 + Math.exp(-z))), evidence };
};

type Part = Omit<Evidence, 'text'>;
const NO_PLACE = { field: 'title', start: 0, end: 0 } as const;
const round = (value: number): number => Math.round(value * 1000) / 1000;

const sumOf = (parts: { weight: number }[]): number => parts.reduce((sum, { weight }) => sum + weight, 0);

const ruleParts = (features: Feature[], slope: number): Part[] => {
  const parts: Part[] = [];
  for (const { name, kind, field, start, end } of features) {
    const weight = round((WEIGHTS.get(name) ?? 0) * slope);
    if (weight !== 0) parts.push({ kind, rule: name.slice(0, 80), field, start, end, weight });
  }
  return parts;
};

/** The words that weigh most, and the others as one sum. */
const gramParts = (grams: Gram[], slope: number): Part[] => {
  const weights = gramWeights();
  const parts: Part[] = [];
  for (const { bucket, field, start, end } of grams) {
    const byte = weights[bucket % BUCKETS] ?? 0;
    if (byte !== 0)
      parts.push({
        kind: 'model',
        rule: 'wording',
        field,
        start,
        end,
        weight: round(byte * gramsFile.scale * slope),
      });
  }
  parts.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const others = parts.splice(MOST_GRAMS);
  if (others.length > 0)
    parts.push({
      ...NO_PLACE,
      kind: 'model',
      rule: `wording, ${others.length} more`,
      weight: round(sumOf(others)),
    });
  return parts;
};

const rest = (parts: Part[]): Part[] =>
  parts.length === 0
    ? []
    : [{ ...NO_PLACE, kind: 'model', rule: `${parts.length} smaller reasons`, weight: round(sumOf(parts)) }];
