import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeEvent } from '../../shared/events/compose-event.ts';
import { contextOf } from '../../shared/events/context.ts';
import { dateWords } from '../../shared/events/date-words.ts';
import type { Event } from '../../shared/events/event.ts';
import type { Member } from '../../shared/events/record.ts';
import { memberOf } from '../../shared/events/record-report.ts';
import type { SeedTelling } from '../../shared/events/telling.ts';
import { report, type Says } from '../fakes/verdicts.ts';

const member = (says: Says): Member => {
  const made = memberOf(report(says));
  if (!made) throw new Error('the report tells of no event');
  return made;
};

const compose = (members: Member[], tellings: SeedTelling[] = []): Event =>
  composeEvent({
    id: 'e0000000000000001',
    members,
    tellings,
    corrections: [],
    links: [],
    updatedAt: '2026-01-01T00:00:00.000Z',
    rev: 1,
  });

const visit: Says = {
  type: 'visit',
  who: ['xi', 'putin'],
  on: '2023-03-20',
  to: '2023-03-22',
  place: 'Moscow',
};
const reports: Says[] = [
  { ...visit, outlet: 'A', status: 'announced', published: '2023-03-17' },
  {
    ...visit,
    outlet: 'B',
    on: '2023-03-20',
    to: '2023-03-20',
    status: 'under way',
    published: '2023-03-20',
    lang: 'zh',
  },
  { ...visit, outlet: 'C', published: '2023-03-22', group: 'state', lang: 'ru' },
  {
    type: 'summit',
    who: ['xi', 'mishustin'],
    on: '2023-03-21',
    outlet: 'D',
    place: 'Moscow',
    published: '2023-03-21',
  },
];

describe('an event composed from its reports', () => {
  it('is the same whatever the order in which they came', () => {
    const whole = compose(reports.map(member));
    fc.assert(
      fc.property(fc.shuffledSubarray(reports.map(member), { minLength: 4 }), (shuffled) => {
        expect(compose(shuffled)).toEqual(whole);
      }),
    );
  });

  it('has a neutral title, the dates that most state, and the ladder of what was told', () => {
    expect(compose(reports.map(member))).toMatchObject({
      title: 'Xi Jinping visits Moscow, 20–22 March 2023',
      category: 'diplomatic',
      eventStart: '2023-03-20',
      eventEnd: '2023-03-22',
      status: 'done',
      outlets: 4,
      langs: ['en', 'ru', 'zh'],
      stateOnly: false,
      confirmed: true,
      ladder: [
        { status: 'announced', outlet: 'A' },
        { status: 'under way', outlet: 'B' },
        { status: 'done', outlet: 'D' },
      ],
    });
  });

  it('shows side by side what reports say differently', () => {
    expect(compose(reports.map(member)).disagreements).toContainEqual({
      field: 'eventEnd',
      values: expect.arrayContaining([
        { value: '2023-03-20', outlets: ['B'] },
        { value: '2023-03-22', outlets: ['A', 'C'] },
      ]),
    });
  });

  it('counts copies of one text as one outlet, and an aggregator as none', () => {
    const copies = ['A', 'B', 'C'].map((outlet) =>
      member({ ...visit, outlet, title: 'Xi arrives in Moscow', p: 0.6 }),
    );
    const aggregated = member({
      ...visit,
      outlet: 'D',
      group: 'aggregator',
      title: 'Something else',
      p: 0.6,
    });
    expect(compose([...copies, aggregated])).toMatchObject({
      reports: 4,
      outlets: 1,
      confirmed: false,
      confidence: 0.6,
    });
    expect(compose([aggregated])).toMatchObject({ reports: 1, outlets: 0, confidence: 0.6 });
  });

  it('says so while only state media tell it', () => {
    expect(
      compose([member({ ...visit, group: 'state' }), member({ ...visit, outlet: 'B', group: 'government' })])
        .stateOnly,
    ).toBe(true);
  });

  it('lets no report tell the end before the beginning', () => {
    expect(compose([member({ ...visit, published: '2023-03-10', status: 'done' })])).toMatchObject({
      status: 'announced',
    });
  });

  it('believes people’s dates and type before those of reports', () => {
    const telling: SeedTelling = {
      origin: 'article',
      ref: '18',
      text: 'Xi came.',
      sourceUrl: 'https://source.example',
      title: 'Xi’s state visit',
      category: 'diplomatic',
      secondary: ['economic'],
      type: 'visit',
      status: 'done',
      eventStart: '2023-03-20',
      eventEnd: '2023-03-22',
      grain: 'period',
      place: 'Moscow',
      actors: [],
      series: null,
      ordinal: null,
      joins: null,
    };
    expect(compose([member({ ...visit, on: '2023-03-19', to: '2023-03-19' })], [telling])).toMatchObject({
      title: 'Xi’s state visit, 20–22 March 2023',
      eventStart: '2023-03-20',
      origins: ['article', 'live'],
      secondary: ['economic'],
      confirmed: true,
    });
  });

  it.each<{ it: string; says: Says; title: string }>([
    {
      it: 'a numbered patrol',
      says: {
        type: 'joint_patrol',
        who: ['ruAir', 'cnAir'],
        on: '2025-12-09',
        branch: 'air',
        series: 'Joint air patrol',
        ordinal: 10,
        place: 'East China Sea',
      },
      title: '10th Russian–Chinese joint air patrol in the East China Sea, 9 December 2025',
    },
    {
      it: 'a drill of a series',
      says: {
        type: 'joint_exercise',
        who: ['ruNavy', 'cnNavy'],
        on: '2025-08-01',
        to: '2025-08-05',
        series: 'Joint Sea',
        place: 'Vladivostok',
      },
      title: 'Joint Sea in Vladivostok, 1–5 August 2025',
    },
    {
      it: 'a call',
      says: { type: 'call', who: ['xi', 'putin'], on: '2022-06-15' },
      title: 'Vladimir Putin and Xi Jinping speak by telephone or video, 15 June 2022',
    },
    {
      it: 'a guest in China',
      says: { type: 'visit', who: ['lavrov', 'china'], on: '2024-04-08', place: 'Beijing' },
      title: 'Sergey Lavrov visits Beijing, 8 April 2024',
    },
  ])('is called in plain words: $it', ({ says, title }) => expect(compose([member(says)]).title).toBe(title));
});

describe('dates in words', () => {
  it.each([
    { from: '2023-03-20', to: '2023-03-20', grain: 'day', words: '20 March 2023' },
    { from: '2023-03-20', to: '2023-03-22', grain: 'period', words: '20–22 March 2023' },
    { from: '2024-09-20', to: '2024-10-10', grain: 'period', words: '20 September – 10 October 2024' },
    { from: '2023-12-30', to: '2024-01-02', grain: 'period', words: '30 December 2023 – 2 January 2024' },
    { from: '1969-03-01', to: '1969-03-31', grain: 'month', words: 'March 1969' },
    { from: '2018-01-01', to: '2018-12-31', grain: 'period', words: '2018' },
    { from: '2022-01-01', to: '2022-05-31', grain: 'period', words: 'January–May 2022' },
  ] as const)('$from to $to is "$words"', ({ from, to, grain, words }) =>
    expect(dateWords(from, to, grain)).toBe(words),
  );
});

describe('the context of an event', () => {
  it('is its place in the series', () => {
    const year = (on: string, id: string) => ({
      ...compose([member({ type: 'joint_exercise', who: ['ruNavy', 'cnNavy'], on, series: 'Joint Sea' })]),
      id,
    });
    const series = [
      year('2023-07-01', 'e0000000000000001'),
      year('2012-04-22', 'e0000000000000002'),
      year('2013-07-05', 'e0000000000000003'),
    ];
    expect(contextOf(series[0] as Event, series)).toBe(
      'The third of the series Joint Sea on record since 2012; the one before began on 2013-07-05.',
    );
  });
});
