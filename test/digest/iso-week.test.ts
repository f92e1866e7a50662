import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekBefore, weekOf, weekWindow } from '../../shared/digest/iso-week.ts';

describe('weeks of an issue', () => {
  it.each([
    {
      it: 'a plain week',
      week: '2023-W12',
      from: '2023-03-20T00:00:00.000Z',
      to: '2023-03-27T00:00:00.000Z',
    },
    {
      it: 'a first week that begins in the old year',
      week: '2020-W01',
      from: '2019-12-30T00:00:00.000Z',
      to: '2020-01-06T00:00:00.000Z',
    },
    { it: 'a week 53', week: '2026-W53', from: '2026-12-28T00:00:00.000Z', to: '2027-01-04T00:00:00.000Z' },
    {
      it: 'the week after a week 53',
      week: '2027-W01',
      from: '2027-01-04T00:00:00.000Z',
      to: '2027-01-11T00:00:00.000Z',
    },
  ])('$it has the half-open window from Monday to Monday', ({ week, from, to }) => {
    expect(weekWindow(week)).toEqual({ from, to });
  });

  it.each([
    { it: 'a week 53 that the year does not have', week: '2023-W53' },
    { it: 'a week 0', week: '2023-W00' },
    { it: 'words', week: 'next week' },
  ])('$it is refused', ({ week }) => {
    expect(() => weekWindow(week)).toThrow();
  });

  it('every instant lies in the window of its week, and the week before ends where it begins', () => {
    const instants = fc.date({
      min: new Date('1992-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        const week = weekOf(instant);
        const { from, to } = weekWindow(week);
        expect(instant.toISOString() >= from && instant.toISOString() < to).toBe(true);
        expect(weekWindow(weekBefore(week)).to).toBe(from);
      }),
    );
  });
});
