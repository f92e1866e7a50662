import { describe, expect, it } from 'vitest';
import { weekWindow } from '../../shared/digest/iso-week.ts';
import { pipelineHealth } from '../../shared/digest/pipeline-health.ts';

const WEEK = weekWindow('2026-W02');
const DAYS = Array.from({ length: 7 }, (_, n) =>
  new Date(Date.parse(WEEK.from) + n * 86_400_000).toISOString().slice(0, 10),
);
const AFTER = '2026-01-12T06:00:00.000Z';

type Source = { on?: boolean; visit?: string | null; success?: string | null };

const healthOf = ({
  sources,
  days = DAYS,
  now = AFTER,
}: {
  sources: Source[];
  days?: string[];
  now?: string;
}) => {
  const all = async () =>
    sources.map(({ on = true, visit = AFTER, success = AFTER }) => ({
      source: { on },
      state: { lastVisit: visit, lastSuccess: success },
    }));
  return pipelineHealth({ all } as never, () => new Date(now), { days: async () => days })(WEEK);
};
const many = (count: number, source: Source = {}): Source[] => Array.from({ length: count }, () => source);
const silent = { success: '2026-01-02T00:00:00.000Z' };

describe('whether the pipeline can vouch for a week', () => {
  it.each([
    { it: 'every source answered on each day', given: { sources: many(10) }, says: null },
    { it: 'nine in ten are enough', given: { sources: [...many(9), silent] }, says: null },
    {
      it: 'eight in ten are not',
      given: { sources: [...many(8), silent, silent] },
      says: /Only 8 of 10 sources/,
    },
    {
      it: 'sources that are switched off do not count',
      given: { sources: [...many(9), { ...silent, on: false }] },
      says: null,
    },
    {
      it: 'a day on which nothing was read is a hole',
      given: { sources: many(10), days: DAYS.filter((_, n) => n !== 3) },
      says: /only 6 of 7 days/,
    },
    {
      it: 'days of other weeks fill no hole',
      given: { sources: many(10), days: ['2026-01-04', '2026-01-12'] },
      says: /only 0 of 7 days/,
    },
    {
      it: 'a week that has just begun lacks nothing',
      given: { sources: many(10), days: [], now: '2026-01-05T09:00:00.000Z' },
      says: null,
    },
    {
      it: 'a week that no source was read in rests on files',
      given: { sources: many(3, { visit: null, success: null }) },
      says: /rests on files/,
    },
  ])('$it', async ({ given, says }) => {
    const health = await healthOf(given);
    if (says === null) expect(health).toBeNull();
    else expect(health).toMatch(says);
  });
});
