import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import article from '../../seed/article.json' with { type: 'json' };
import chronology from '../../seed/chronology.json' with { type: 'json' };
import { checkSources, seedClaims, seedCoverage, seedSources, seedTellings } from '../../seed/load-seed.ts';
import sources from '../../seed/sources.json' with { type: 'json' };
import { closeAt } from '../../shared/article/coverage.ts';
import { categoryOf } from '../../shared/classification/verdict.ts';

const ARTICLE = new URL('../../../shared/article/article.txt', import.meta.url);
const claims = seedClaims();
const tellings = seedTellings();

describe('the claims of the article', () => {
  it('are all there, each once, in the order of the article', () => {
    const ids = claims.map(({ id }) => id);
    const expected = [...Array(27).keys()]
      .map((n) => `${n + 1}`)
      .concat(ids.filter((id) => /^F[1-8]$/.test(id)));
    expect([...ids].sort()).toEqual([...expected].sort());
    expect(ids).toHaveLength(35);
    expect(claims.map(({ order }) => order)).toEqual([...Array(35).keys()].map((n) => n + 1));
  });

  it('count as events only where they tell of cooperation', () => {
    const told = claims.filter(({ telling }) => telling).map(({ id }) => Number(id));
    expect(told).toEqual(expect.arrayContaining([2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]));
    expect(told.filter((id) => id > 23 || id === 1 || id === 7 || id === 8)).toEqual([]);
    expect(told).toHaveLength(20);
  });

  it.each(claims.filter(({ check }) => check.verdict === 'wrong'))(
    'claim $id is called wrong with a source that was read, never from memory',
    ({ check }) => {
      expect(check.sourceUrl).toMatch(/^https?:/);
      expect(check.unverified).toBeNull();
    },
  );

  it.each(['1', '7', '8', '19', '25', 'F4'])(
    'claim %s, which rests on memory, is shown as not verified',
    (id) => {
      expect(claims.find((claim) => claim.id === id)?.check).toMatchObject({
        verdict: 'not verified',
        unverified: expect.any(String),
      });
    },
  );

  it.each(claims.filter(({ telling }) => telling))('claim $id has the dates of its event', (claim) => {
    expect(claim).toMatchObject({
      start: claim.telling?.eventStart,
      end: claim.telling?.eventEnd,
      grain: claim.telling?.grain,
    });
  });

  it('23 tells of the same visit as 18', () => {
    expect(claims.find(({ id }) => id === '23')?.telling?.joins).toBe('article#18');
  });
});

describe('what the seed tells of', () => {
  it.each(tellings)('$origin $ref names both sides, a source and dates in order', (telling) => {
    const sides = telling.actors.map(({ side }) => side);
    expect(sides).toEqual(expect.arrayContaining(['RU', 'CN']));
    expect(telling.actors.every(({ id, side }) => id.startsWith(`${side}.`))).toBe(true);
    expect(telling.sourceUrl).toMatch(/^https?:/);
    expect(telling.eventStart <= telling.eventEnd).toBe(true);
    expect(telling.eventStart === telling.eventEnd).toBe(telling.grain === 'day');
    if (!telling.joins) expect(telling.category).toBe(categoryOf(telling.type));
  });

  it('is 117 rows of the chronology beside the claims', () => {
    expect(tellings.filter(({ origin }) => origin === 'chronology')).toHaveLength(117);
  });

  it('numbers no patrol or drill twice within a series, save for parts of one event', () => {
    const numbered = tellings
      .filter(({ series, ordinal, joins }) => series && ordinal && !joins)
      .map(({ series, ordinal }) => `${series} ${ordinal}`);
    expect(new Set(numbered).size).toBe(numbered.length);
  });
});

describe('gaps', () => {
  it('hold no day of a chronology event, trade figures of whole periods aside', () => {
    const dated = tellings.filter(({ type }) => type !== 'trade_figures');
    const inside = seedCoverage('2026-12-01')
      .filter(({ covered }) => !covered)
      .flatMap(({ from, to }) =>
        dated.filter(({ eventStart, eventEnd }) => eventStart <= to && eventEnd >= from),
      );
    expect(inside).toEqual([]);
  });

  it.each([
    { it: 'the open one ends on the day before the first visit', live: '2026-03-01', to: '2026-02-28' },
    { it: 'there is no open one where visits began before it', live: '2025-12-01', to: undefined },
  ])('$it', ({ live, to }) => {
    const open = { from: '2026-01-01', to: null, covered: false, note: 'Nobody looked.' };
    expect(closeAt([open], live)[0]?.to).toBe(to);
  });
});

describe('the sources', () => {
  const rows = seedSources();

  it('are 60 that are on, in all three languages and on both sides', () => {
    const on = rows.filter((row) => row.on);
    expect(on).toHaveLength(60);
    expect(new Set(on.map(({ lang }) => lang))).toEqual(new Set(['en', 'ru', 'zh']));
  });

  it.each([
    { id: 'tass-ru', group: 'state', offset: 180 },
    { id: 'kommersant-news', group: 'private', offset: 180 },
    { id: 'meduza-en', group: 'independent', offset: 180 },
    { id: 'people-s-daily-world-zh', group: 'state', offset: 480 },
    { id: 'bbc-zh', group: 'western', offset: 0 },
  ])('$id is $group, and its dates without a zone are $offset minutes from UTC', (expected) => {
    expect(rows.find(({ id }) => id === expected.id)).toMatchObject(expected);
  });
});

describe('a wrong row is refused with its place', () => {
  it.each([
    {
      it: 'a claim with an unknown verdict',
      load: () =>
        seedClaims(article.with(4, { ...(article[4] as object), check: { verdict: 'true' } } as never)),
      says: /^seed\/article\.json, row 5, check\.verdict: /,
    },
    {
      it: 'a claim of cooperation without an event',
      load: () => seedClaims(article.with(1, { ...(article[1] as object), telling: null } as never)),
      says: /^seed\/article\.json, row 2, telling: must be there/,
    },
    {
      it: 'a row that ends before it starts',
      load: () =>
        seedTellings(
          article,
          chronology.with(2, { ...(chronology[2] as object), eventEnd: '1990-01-01' } as never),
        ),
      says: /^seed\/chronology\.json, row 3, eventEnd: must not be before eventStart/,
    },
    {
      it: 'a day that does not exist',
      load: () =>
        seedTellings(
          article,
          chronology.with(0, { ...(chronology[0] as object), eventStart: '1991-02-30' } as never),
        ),
      says: /^seed\/chronology\.json, row 1, eventStart: /,
    },
    {
      it: 'a row that is there twice',
      load: () => seedTellings(article, [...chronology, chronology[0]]),
      says: /^seed\/chronology\.json, row 118, ref: "c-1991-12-27" is there twice/,
    },
    {
      it: 'a row that joins one that is not there',
      load: () =>
        seedTellings(
          article,
          chronology.with(9, { ...(chronology[9] as object), joins: 'article#99' } as never),
        ),
      says: /^seed\/chronology\.json, row "c-1999-12-09", joins: no row "article#99" before it/,
    },
    {
      it: 'a source whose address is no address',
      load: () =>
        checkSources('my-sources.json', sources.with(1, { ...(sources[1] as object), url: 'tass' } as never)),
      says: /^my-sources\.json, row 2, url: /,
    },
    {
      it: 'a file that is no list',
      load: () => checkSources('my-sources.json', { sources: [] }),
      says: /^my-sources\.json: a list of rows is expected/,
    },
  ])('$it', ({ load, says }) => expect(load).toThrow(says));
});

describe.runIf(existsSync(ARTICLE))('beside the article’s text', () => {
  const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = (text: string, length: number): string[] => {
    const all = words(text);
    return all
      .slice(0, Math.max(0, all.length - length + 1))
      .map((_, at) => all.slice(at, at + length).join(' '));
  };

  it('no eight words in a row of the seed are the article’s', () => {
    const told = new Set(runs(readFileSync(ARTICLE, 'utf8'), 8));
    const texts = [
      ...claims.flatMap(({ says, check }) => [says, check.found]),
      ...tellings.flatMap(({ text, title }) => [text, title ?? '']),
    ];
    expect(told.size).toBeGreaterThan(500);
    expect(texts.flatMap((text) => runs(text, 8)).filter((run) => told.has(run))).toEqual([]);
  });
});
