import type { ReadingLog } from '../ingestion/reading-log.ts';
import type { SourceStore } from '../ingestion/source-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { WeekWindow } from './iso-week.ts';

const DAY_MS = 86_400_000;
const ENOUGH = 0.9; // share of the sources that must have answered, and of the days that must have been read

/**
 * Why an issue must be held: a pipeline that did not read its sources cannot tell a quiet week from a blind one.
 * Only a window that the sources were polled in at all is judged; older weeks were filled from files.
 */
export const pipelineHealth =
  (sources: Pick<SourceStore, 'all'>, clock: Clock, readings?: Pick<ReadingLog, 'days'>) =>
  async ({ from, to }: WeekWindow): Promise<string | null> => {
    const on = (await sources.all()).filter(({ source }) => source.on);
    const polled = on.filter(({ state }) => state.lastVisit && state.lastVisit >= from);
    if (polled.length === 0)
      return clock().toISOString() < from
        ? null
        : 'No source was read in this week or since; the issue rests on files that were brought in.';
    const answered = on.filter(({ state }) => state.lastSuccess && state.lastSuccess >= from).length;
    if (answered / on.length < ENOUGH)
      return `Only ${answered} of ${on.length} sources have answered since the week began.`;
    return readings ? daysMissing(await readings.days(), from, to, clock()) : null;
  };

/** Days of the week that are over and on which no feed was read: what happened then may be missing. */
const daysMissing = (days: string[], from: string, to: string, now: Date): string | null => {
  const end = [to, now.toISOString()].sort()[0]?.slice(0, 10) ?? '';
  const over = Math.max(0, Math.round((Date.parse(end) - Date.parse(from)) / DAY_MS));
  const read = days.filter((day) => day >= from.slice(0, 10) && day < end).length;
  return over === 0 || read / over >= ENOUGH ? null : `Feeds were read on only ${read} of ${over} days.`;
};
