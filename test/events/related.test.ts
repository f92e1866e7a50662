import { describe, expect, it } from 'vitest';
import type { Event } from '../../shared/events/event.ts';
import { relationsOf } from '../../shared/events/related.ts';
import { event } from '../fakes/events.ts';

const xi = { id: 'CN.HEAD', side: 'CN', name: 'Xi Jinping' } as const;
const gazprom = { id: 'RU.FIRM.gazprom', side: 'RU', name: 'Gazprom' } as const;
const russia = { id: 'RU.STATE', side: 'RU', name: 'Russia' } as const;
const on = (eventStart: string, eventEnd = eventStart) => ({ eventStart, eventEnd });

const visit = { type: 'visit', actors: [xi], ...on('2023-03-20', '2023-03-22') } as const;
const drill = { type: 'joint_exercise', actors: [russia], ...on('2021-10-14', '2021-10-17') } as const;

/** How the first event stands to the second. */
const kindsOf = (one: Partial<Event>, other: Partial<Event>): string[] =>
  relationsOf(event('one', one), { around: [event('one', one), event('other', other)], series: [] }).map(
    ({ kind }) => kind,
  );

describe('how events stand to each other', () => {
  it.each<{ it: string; one: Partial<Event>; other: Partial<Event>; kinds: string[] }>([
    {
      it: 'an agreement of the guest is part of his visit',
      one: { type: 'agreement', actors: [xi], ...on('2023-03-21') },
      other: { ...visit, actors: [xi] },
      kinds: ['partOf'],
    },
    {
      it: 'a visit has that part',
      one: { ...visit, actors: [xi] },
      other: { type: 'agreement', actors: [xi], ...on('2023-03-21') },
      kinds: ['hasPart'],
    },
    {
      it: 'a deal of others on those days is no part of it',
      one: { type: 'energy', actors: [gazprom], ...on('2023-03-21') },
      other: { ...visit, actors: [xi] },
      kinds: [],
    },
    {
      it: 'an agreement after it is no part of it',
      one: { type: 'agreement', actors: [xi], ...on('2023-03-23') },
      other: { ...visit, actors: [xi] },
      kinds: [],
    },
    {
      it: 'a patrol follows the drill before it',
      one: { type: 'joint_patrol', actors: [russia], ...on('2021-10-17', '2021-10-23') },
      other: { ...drill, actors: [russia] },
      kinds: ['follows'],
    },
    {
      it: 'a patrol of the next month follows none',
      one: { type: 'joint_patrol', actors: [russia], ...on('2021-11-19') },
      other: { ...drill, actors: [russia] },
      kinds: [],
    },
  ])('$it', ({ one, other, kinds }) => expect(kindsOf(one, other)).toEqual(kinds));

  it('names the neighbours in a series, the one before first', () => {
    const line = ['2019', '2020', '2021', '2022'].map((year) =>
      event(`patrol of ${year}`, { series: 'Joint air patrol', ...on(`${year}-07-01`) }),
    );
    const [, , third] = line;
    if (!third) throw new Error('no third');
    expect(relationsOf(third, { around: [], series: line })).toMatchObject([
      { kind: 'sameSeries', title: 'patrol of 2020' },
      { kind: 'sameSeries', title: 'patrol of 2022' },
    ]);
  });
});
