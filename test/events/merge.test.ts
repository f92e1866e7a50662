import { describe, expect, it } from 'vitest';
import { mergeReports } from '../../shared/events/merge-reports.ts';
import { report, type Says } from '../fakes/verdicts.ts';

/** Whether two reports end in one event, taken in the order given. */
const meet = (...says: Says[]): boolean => {
  const events = mergeReports(
    says.map((one, index) => ({ key: String(index), report: report({ ...one, outlet: `Outlet ${index}` }) })),
  );
  return new Set(events.values()).size === 1;
};

const visit: Says = {
  type: 'visit',
  who: ['xi', 'putin'],
  on: '2023-03-20',
  to: '2023-03-22',
  place: 'Moscow',
};

describe('reports of the same event meet', () => {
  it.each<{ it: string; one: Says; other: Says }>([
    {
      it: 'a visit and its announcement',
      one: { ...visit, status: 'announced', published: '2023-03-17' },
      other: visit,
    },
    {
      it: 'a visit and the talks during it',
      one: visit,
      other: { type: 'summit', who: ['xi', 'putin'], on: '2023-03-21', place: 'Moscow' },
    },
    {
      it: 'a visit and the host’s premier receiving the guest',
      one: visit,
      other: { type: 'summit', who: ['xi', 'mishustin'], on: '2023-03-21' },
    },
    {
      it: 'a visit and its last day, told a day late',
      one: visit,
      other: { ...visit, on: '2023-03-23', to: '2023-03-23', dated: false },
    },
    {
      it: 'a minister received by minister and president',
      one: { type: 'ministerial_talks', who: ['wang', 'lavrov'], on: '2023-02-22', place: 'Moscow' },
      other: { type: 'visit', who: ['wang', 'putin'], on: '2023-02-22' },
    },
    {
      it: 'a patrol told by two armies',
      one: { type: 'joint_patrol', who: ['ruAir', 'cnAir'], on: '2022-11-30', branch: 'air' },
      other: {
        type: 'joint_patrol',
        who: ['russia', 'china'],
        on: '2022-11-30',
        branch: 'air',
        dated: false,
      },
    },
    {
      it: 'a patrol in a sea that is part of an ocean',
      one: { type: 'joint_patrol', who: ['ruNavy', 'cnNavy'], on: '2023-07-28', place: 'Pacific Ocean' },
      other: { type: 'joint_patrol', who: ['russia', 'china'], on: '2023-07-30', place: 'Bering Sea' },
    },
    {
      it: 'a drill under its name',
      one: {
        type: 'joint_exercise',
        who: ['ruNavy', 'cnNavy'],
        on: '2023-07-20',
        key: 'Northern/Interaction 2023',
      },
      other: {
        type: 'joint_exercise',
        who: ['russia', 'china'],
        on: '2023-07-20',
        to: '2023-07-23',
        key: 'Northern/Interaction 2023',
      },
    },
    {
      it: 'a deal of the same firms',
      one: { type: 'energy', who: ['gazprom', 'cnpc'], on: '2022-02-04' },
      other: { type: 'energy', who: ['gazprom', 'cnpc'], on: '2022-02-05' },
    },
    {
      it: 'a figure of the same month',
      one: {
        type: 'trade_figures',
        who: ['russia', 'china'],
        on: '2023-02-01',
        to: '2023-02-28',
        key: '2023-02',
      },
      other: {
        type: 'trade_figures',
        who: ['russia', 'china'],
        on: '2023-02-01',
        to: '2023-02-28',
        key: '2023-02',
      },
    },
  ])('$it', ({ one, other }) => expect(meet(one, other)).toBe(true));
});

describe('reports of different events stay apart', () => {
  it.each<{ it: string; one: Says; other: Says }>([
    {
      it: 'a foreign minister’s visit and the president’s',
      one: { type: 'visit', who: ['wang', 'lavrov'], on: '2023-03-20', place: 'Moscow' },
      other: visit,
    },
    {
      it: 'two meetings of the leaders a week apart',
      one: visit,
      other: { ...visit, on: '2023-03-29', to: '2023-03-30' },
    },
    {
      it: 'two phone calls of a month',
      one: { type: 'call', who: ['xi', 'putin'], on: '2023-03-01' },
      other: { type: 'call', who: ['xi', 'putin'], on: '2023-03-20' },
    },
    {
      it: 'an air and a naval patrol',
      one: { type: 'joint_patrol', who: ['ruAir', 'cnAir'], on: '2022-11-30', branch: 'air' },
      other: { type: 'joint_patrol', who: ['ruNavy', 'cnNavy'], on: '2022-11-30', branch: 'naval' },
    },
    {
      it: 'drills of two names',
      one: { type: 'joint_exercise', who: ['russia', 'china'], on: '2023-07-20', key: 'A 2023' },
      other: { type: 'joint_exercise', who: ['russia', 'china'], on: '2023-07-20', key: 'B 2023' },
    },
    {
      it: 'drills in two seas',
      one: { type: 'joint_exercise', who: ['russia', 'china'], on: '2023-07-20', place: 'Sea of Japan' },
      other: { type: 'joint_exercise', who: ['russia', 'china'], on: '2023-07-22', place: 'Gulf of Oman' },
    },
    {
      it: 'figures of two months',
      one: {
        type: 'trade_figures',
        who: ['russia', 'china'],
        on: '2023-02-01',
        to: '2023-02-28',
        key: '2023-02',
      },
      other: {
        type: 'trade_figures',
        who: ['russia', 'china'],
        on: '2023-03-01',
        to: '2023-03-31',
        key: '2023-03',
      },
    },
    {
      it: 'a visit and a contract of its own',
      one: visit,
      other: { type: 'energy', who: ['gazprom', 'cnpc'], on: '2023-03-21' },
    },
    {
      it: 'deals without a name in common',
      one: { type: 'energy', who: ['gazprom', 'china'], on: '2023-03-21' },
      other: { type: 'energy', who: ['russia', 'china'], on: '2023-03-21' },
    },
  ])('$it', ({ one, other }) => expect(meet(one, other)).toBe(false));
});
