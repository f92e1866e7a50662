import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import sources from '../../seed/sources.json' with { type: 'json' };
import { examine } from '../../shared/ingestion/make-report.ts';
import { parseFeed } from '../../shared/ingestion/parse-feed.ts';
import type { Source } from '../../shared/ingestion/source.ts';
import { verdict } from '../fakes/verdicts.ts';

const AGGREGATOR: Source = {
  id: 'some-news',
  outlet: 'Some News',
  url: 'https://aggregator.example/search',
  lang: 'en',
  group: 'aggregator',
  on: true,
  offset: 0,
};
const event = () => verdict({ type: 'agreement', who: ['xi', 'putin'], on: '2026-03-03' });

const examined = async (number: number) => {
  const feed = await parseFeed(readFileSync('test/fixtures/aggregated/some-news.xml'));
  const item = 'items' in feed ? feed.items[number] : undefined;
  if (!item) throw new Error('the fixture has no such item');
  return examine(event, AGGREGATOR, item, '2026-03-03T09:00:00.000Z');
};

describe('an item of an aggregator', () => {
  it.each([
    {
      it: 'is told by the outlet that its source element names, whose name leaves the headline',
      number: 0,
      outlet: 'The Made-Up Times',
      title: 'Made-up ministers sign a made-up grain accord',
    },
    {
      it: 'keeps a dash that belongs to the headline',
      number: 1,
      outlet: 'Выдуманная газета',
      title: 'Pipeline - a made-up history',
    },
    {
      it: 'keeps an end that is not the outlet’s name',
      number: 2,
      outlet: 'The Second Paper',
      title: 'A headline that does not name its paper - live',
    },
  ])('$it', async ({ number, outlet, title }) => {
    expect(await examined(number)).toMatchObject({
      report: { outlet, title, summary: '', group: 'aggregator', sourceId: 'some-news' },
    });
  });

  it('is refused when it names no outlet, since the aggregator is none', async () => {
    expect(await examined(3)).toEqual({ refused: 'no outlet' });
  });
});

it('an aggregator that names no outlets, or is no feed, is off in the list', () => {
  const gdelt = sources.filter(({ outlet }) => outlet === 'GDELT');
  expect(gdelt.map(({ on }) => on)).toEqual([false, false]);
});
