/** Calendar days as `YYYY-MM-DD`; all arithmetic is in UTC. */
export type DayText = string;

const DAY_MS = 86_400_000;

export const addDays = (day: DayText, days: number): DayText =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
export const dayOf = (year: number, month: number, date: number): DayText | null => {
  const at = new Date(Date.UTC(year, month - 1, date));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === date && year > 1900 && year < 2100
    ? at.toISOString().slice(0, 10)
    : null;
};
export const lastOfMonth = (year: number, month: number): DayText =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
export const daysBetween = (from: DayText, to: DayText): number =>
  (Date.parse(to) - Date.parse(from)) / DAY_MS;
export const weekdayOf = (day: DayText): number => new Date(day).getUTCDay();
const yearOf = (day: DayText): number => Number(day.slice(0, 4));

/** The year that puts a month and day nearest to publication. */
export const nearestYear = (month: number, date: number, published: DayText): DayText | null => {
  const year = yearOf(published);
  const days = [year - 1, year, year + 1]
    .map((candidate) => dayOf(candidate, month, date))
    .filter((day) => day !== null);
  return (
    days.sort((a, b) => Math.abs(daysBetween(a, published)) - Math.abs(daysBetween(b, published)))[0] ?? null
  );
};
