const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Bounds and defaults of the time between two visits (milliseconds). `rare` is for outlets that publish little: with the
 * plan's five minutes on top, even their items are read within half an hour.
 */
export const VISITS = {
  shortest: 5 * MINUTE,
  usual: 15 * MINUTE,
  rare: 25 * MINUTE,
  longest: DAY,
} as const;

const between = (least: number, time: number, most: number): number => Math.min(most, Math.max(least, time));

/** How an outlet publishes: items a day over those in its last body, and how many these were. */
export type Pace = { itemsPerDay: number; items: number };

/**
 * Milliseconds until a source is visited again after it answered. A third of the mean gap between two items, within the
 * usual quarter of an hour and `rare`; sooner where the body holds so little that items would leave it unread between
 * two visits; later where the outlet says that its answer stays fresh.
 * @param asked seconds for which the answer, or the feed itself, asks to be left alone.
 */
export const afterSuccess = (pace: Pace | null, asked: number): number => {
  const rhythm = pace ? between(VISITS.usual, DAY / pace.itemsPerDay / 3, VISITS.rare) : VISITS.usual;
  const held = pace ? ((pace.items / pace.itemsPerDay) * DAY) / 2 : Infinity;
  return between(VISITS.shortest, Math.max(Math.min(rhythm, held), asked * 1000), VISITS.longest);
};

/**
 * Milliseconds until the next try after a failure: grows with the failures in a row, a day at most, since feeds do come
 * back. A Retry-After that is longer wins. `random` in [0, 1) spreads sources that failed together.
 */
export const afterFailure = (failures: number, retryAfter: number | null, random: number): number => {
  const backOff = VISITS.usual * failures * (1 + random / 4);
  return between(VISITS.shortest, Math.max(backOff, (retryAfter ?? 0) * 1000), VISITS.longest);
};
