import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleEndOf, panelsOf, stripsOf, totalOf } from '../../../functions/api/pages/chart-data.ts';
import { expectedNext } from '../../../functions/api/pages/series.tsx';
import { EventType } from '../../../shared/classification/verdict.ts';
import { Origin } from '../../../shared/events/event.ts';
import { unreadStretches } from '../../../shared/ingestion/reading-log.ts';
import { event } from '../../fakes/events.ts';

const day = fc
  .date({ min: new Date('1991-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const events = fc
  .array(
    fc.tuple(day, fc.constantFrom(...EventType.options), fc.subarray(Origin.options, { minLength: 1 })),
    {
      maxLength: 60,
    },
  )
  .map((all) =>
    all.map(([eventStart, type, origins], index) => event(`event ${index}`, { eventStart, type, origins })),
  );

const GAPS = {
  chronology: [{ from: '1992-03-03', to: '1994-05-01', covered: false, note: '' }],
  live: unreadStretches(['2023-03-10', '2023-03-12'], new Date('2023-03-15T12:00:00Z')),
};
const YEARS = { first: '1991-01-01', last: '2026-12-31', step: 'year' } as const;

describe('charts', () => {
  it('show each origin’s events once, each in a row of its own', () => {
    fc.assert(
      fc.property(events, (all) => {
        for (const panel of panelsOf(all, GAPS, YEARS)) {
          const own = all.filter(({ origins }) => origins.includes(panel.origin));
          expect(panel.bars.reduce((sum, bar) => sum + totalOf(bar), 0)).toBe(own.length);
          expect(panel.total).toBe(own.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('hatch what the chronology does not cover, and for the feeds the days on which none was read', () => {
    const all = [event('live', { eventStart: '2023-03-10' }), event('old', { origins: ['chronology'] })];
    const [article, chronology, live] = panelsOf(all, GAPS, YEARS);
    expect(article?.gaps).toEqual([]);
    expect(chronology?.gaps).toEqual([{ from: '1992-03-03', to: '1994-05-01' }]);
    expect(live?.gaps).toEqual([
      { from: '1991-01-01', to: '2023-03-09' },
      { from: '2023-03-11', to: '2023-03-11' },
      { from: '2023-03-13', to: '2023-03-14' },
    ]);
    expect(chronology?.bars.find(({ period }) => period === '1993')?.covered).toBe(0);
  });

  it('know where the article ends', () => {
    const all = [
      event('later', { eventStart: '2024-01-01' }),
      event('its last', { eventStart: '2023-03-20', origins: ['article', 'live'] }),
      event('its first', { eventStart: '1992-12-18', origins: ['article'] }),
    ];
    expect(articleEndOf(all)?.title).toBe('its last');
    expect(articleEndOf([])).toBeNull();
  });
});

describe('the line of leaders’ meetings', () => {
  const talks = event('talks', { eventStart: '2025-09-02' });
  it.each([
    {
      it: 'counts a visit and the talks during it once',
      all: [event('visit', { type: 'visit', eventStart: '2025-08-31', eventEnd: '2025-09-03' }), talks],
      is: ['visit'],
    },
    {
      it: 'counts two meetings of one month twice',
      all: [talks, event('again', { eventStart: '2025-09-20' })],
      is: ['talks', 'again'],
    },
    { it: 'leaves out calls, which are no meetings', all: [event('call', { type: 'call' })], is: [] },
    { it: 'leaves out what is only announced', all: [event('plan', { status: 'announced' })], is: [] },
    {
      it: 'leaves out a visit of one leader to other hosts',
      all: [
        event('other', { type: 'visit', actors: [{ id: 'RU.HEAD', side: 'RU', name: 'Vladimir Putin' }] }),
      ],
      is: [],
    },
  ])('$it', ({ all, is }) => {
    expect(stripsOf(all)[0]?.events.map(({ title }) => title)).toEqual(is);
  });
});

const held = (...days: string[]) => days.map((eventStart) => event(eventStart, { eventStart }));

describe('what is expected next', () => {
  it.each([
    {
      it: 'follows a steady rhythm',
      days: ['2022-07-01', '2023-07-02', '2024-07-01', '2025-07-03'],
      today: '2026-01-15',
      gives: '2026-07',
    },
    {
      it: 'is nothing where the gaps differ much',
      days: ['2012-04-22', '2015-05-11', '2015-08-20', '2019-04-29'],
      today: '2019-06-01',
      gives: null,
    },
    {
      it: 'is nothing after three',
      days: ['2022-07-01', '2023-07-02', '2024-07-01'],
      today: '2025-01-01',
      gives: null,
    },
    {
      it: 'is nothing once it is long past',
      days: ['2005-08-18', '2006-08-18', '2007-08-18', '2008-08-18'],
      today: '2026-01-15',
      gives: null,
    },
  ])('$it', ({ days, today, gives }) => expect(expectedNext(held(...days), today)).toBe(gives));
});
