import { describe, expect, it } from 'vitest';
import { itemsByAnother } from '../../shared/ingestion/second-reader.ts';

const feed = (body: string): string => `<rss version="2.0"><channel><title>T</title>${body}</channel></rss>`;

describe('the other reader that a check asks', () => {
  it.each([
    {
      it: 'counts the items',
      text: feed('<item><title>a</title></item><item><title>b</title></item>'),
      is: 2,
    },
    { it: 'says nothing of what is no feed', text: '<html><p>no</p></html>', is: null },
    { it: 'says nothing of what is broken', text: feed('<item><title>a</item>'), is: null },
    {
      it: 'is not held up by a megabyte of opening signs',
      text: feed(`<item><description>${'&lt;'.repeat(250_000)}</description></item>`),
      is: 1,
    },
    {
      it: 'leaves entities of a feed unexpanded',
      text: `<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>${feed('<item><title>&c;</title></item>')}`,
      is: null,
    },
  ])('$it', async ({ text, is }) => {
    expect(await itemsByAnother(text)).toBe(is);
  });
});
