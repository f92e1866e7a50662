import type { SourceStore } from '../ingestion/source-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { WeekWindow } from './iso-week.ts';

const ENOUGH = 0.9; // share of the sources that must have answered

/**
 * Why an issue must be held: a pipeline that did not read its sources cannot tell a quiet week from a blind one.
 * Only a window that the sources were polled in at all is judged; older weeks were filled from files.
 */
export const pipelineHealth =
  (sources: Pick<SourceStore, 'all'>, clock: Clock) =>
  async ({ from }: WeekWindow): Promise<string | null> => {
    const on = (await sources.all()).filter(({ source }) => source.on);
    const polled = on.filter(({ state }) => state.lastVisit && state.lastVisit >= from);
    if (polled.length === 0)
      return clock().toISOString() < from
        ? null
        : 'No source was read in this week or since; the issue rests on files that were brought in.';
    const answered = on.filter(({ state }) => state.lastSuccess && state.lastSuccess >= from).length;
    return answered / on.length >= ENOUGH
      ? null
      : `Only ${answered} of ${on.length} sources have answered since the week began.`;
  };
