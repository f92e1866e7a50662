const MINUTE = 60_000;

/** Bounds and defaults of the time between two visits (milliseconds). */
export const VISITS = { shortest: 5 * MINUTE, usual: 15 * MINUTE, longest: 24 * 60 * MINUTE } as const;

const clamp = (time: number): number => Math.min(VISITS.longest, Math.max(VISITS.shortest, time));

/**
 * Milliseconds until a source is visited again after it answered: the usual quarter of an hour, longer where the
 * outlet publishes rarely (a third of its mean gap, two hours at most) or says that its answer stays fresh.
 * @param itemsPerDay mean over the items of the last body; null when not known.
 * @param maxAge seconds.
 */
export const afterSuccess = (itemsPerDay: number | null, maxAge: number | null): number => {
  const rhythm = itemsPerDay ? Math.min(120 * MINUTE, (24 * 60 * MINUTE) / itemsPerDay / 3) : VISITS.usual;
  return clamp(Math.max(VISITS.usual, rhythm, (maxAge ?? 0) * 1000));
};

/**
 * Milliseconds until the next try after a failure: grows with the failures in a row, a day at most, since feeds do come
 * back. A Retry-After that is longer wins. `random` in [0, 1) spreads sources that failed together.
 */
export const afterFailure = (failures: number, retryAfter: number | null, random: number): number => {
  const backOff = VISITS.usual * failures * (1 + random / 4);
  return clamp(Math.max(backOff, (retryAfter ?? 0) * 1000));
};
