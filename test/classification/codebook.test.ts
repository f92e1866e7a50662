import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { classify } from '../../shared/classification/classify.ts';
import { EVENT_TYPES } from '../../shared/classification/event-types.ts';
import { ploverOf } from '../../shared/events/plover.ts';

type Example = { kind: string; text: string; gives: string };

/** The tables of the codebook that begin with "item": a made-up text, and what it must give. */
const examplesIn = (markdown: string): Example[] => {
  let kind = '';
  return markdown.split('\n').flatMap((line) => {
    const head = /^\| item \| (\w+) \|$/.exec(line);
    if (head || !line.startsWith('|')) kind = head?.[1] ?? '';
    if (head || kind === '' || line.startsWith('|---')) return [];
    const [, text = '', gives = ''] = line.split('|').map((cell) => cell.trim());
    return [{ kind, text, gives }];
  });
};

const markdown = readFileSync(new URL('../../shared/classification/CODEBOOK.md', import.meta.url), 'utf8');
const examples = examplesIn(markdown);

describe('the codebook', () => {
  test.each(examples)('"$text" gives $gives', ({ kind, text, gives }) => {
    const verdict = classify({ title: text, summary: '', published: '2024-05-15T00:00:00Z' });
    const given = {
      verdict: verdict.relevant ? verdict.type : 'no',
      status: verdict.status,
      track: verdict.track,
    };
    expect(given[kind as keyof typeof given]).toBe(gives);
  });

  it('has examples of verdicts, statuses and tracks', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(['verdict', 'status', 'track']));
    expect(examples.length).toBeGreaterThan(35);
  });

  test.each(Object.values(EVENT_TYPES).flat())('names the type %s with its PLOVER code', (type) => {
    expect(markdown).toContain(`| ${type} | ${ploverOf(type)} |`);
  });
});
