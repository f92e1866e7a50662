import { describe, expect, it, test } from 'vitest';
import { classify, createClassifier } from '../../shared/classification/classify.ts';
import { madeUpItems } from '../bench/labels.ts';

const items = madeUpItems().map((item) => ({ item, verdict: classify(item.text) }));
const types = [...new Set(items.map(({ item }) => item.id.replace(/-(?:en|ru|zh)-\d+$/, '')))];
const share = (good: number, all: number): number => good / Math.max(1, all);

describe('made-up items', () => {
  test.each(types)('of the type %s are told from their look-alikes', (type) => {
    const own = items.filter(({ item }) => item.id.startsWith(`${type}-`));
    const right = own.filter(({ item, verdict }) => item.relevant === verdict.relevant);
    expect(own.length).toBeGreaterThan(5);
    expect(share(right.length, own.length)).toBeGreaterThanOrEqual(0.8);
  });

  test.each(['en', 'ru', 'zh'])('in the language %s get their type', (lang) => {
    const found = items.filter(
      ({ item, verdict }) => item.lang === lang && item.relevant && verdict.relevant,
    );
    const right = found.filter(({ item, verdict }) => item.type === verdict.type);
    expect(found.length).toBeGreaterThan(80);
    expect(share(right.length, found.length)).toBeGreaterThanOrEqual(0.85);
  });

  it('are mostly right with the n-gram layer off', () => {
    const rules = createClassifier({ model: false });
    const right = items.filter(({ item }) => rules(item.text).relevant === item.relevant);
    expect(share(right.length, items.length)).toBeGreaterThanOrEqual(0.85);
  });
});
