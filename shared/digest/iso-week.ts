import * as z from 'zod';
import { AppError } from '../platform/app-error.ts';

const DAY_MS = 86_400_000;

/** An ISO 8601 week, `2023-W12`; whether the year has a week 53 is checked by `weekWindow`. */
export const IsoWeek = z
  .string()
  .regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'A week is written as 2023-W12.')
  .meta({ id: 'IsoWeek' });
export type IsoWeek = z.infer<typeof IsoWeek>;

export type WeekWindow = { from: string; to: string };

/**
 * The half-open window [Monday 00:00Z, next Monday 00:00Z) of a week (ISO 8601: week 1 holds 4 January).
 * @throws AppError BadInput for a week that its year does not have.
 */
export const weekWindow = (week: IsoWeek): WeekWindow => {
  const [year = 0, number = 0] = IsoWeek.parse(week).split('-W').map(Number);
  const january4 = Date.UTC(year, 0, 4);
  const monday = january4 - ((new Date(january4).getUTCDay() + 6) % 7) * DAY_MS + (number - 1) * 7 * DAY_MS;
  const window = { from: new Date(monday).toISOString(), to: new Date(monday + 7 * DAY_MS).toISOString() };
  if (weekOf(new Date(monday)) !== week)
    throw new AppError('BadInput', `The year ${year} has no week ${number}.`);
  return window;
};

/** The week that an instant lies in, UTC. */
export const weekOf = (instant: Date): IsoWeek => {
  const day = Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth(), instant.getUTCDate());
  const thursday = new Date(day + (3 - ((instant.getUTCDay() + 6) % 7)) * DAY_MS); // its year is the week's year
  const year = thursday.getUTCFullYear();
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
};

/** The week before, or `count` weeks before. */
export const weekBefore = (week: IsoWeek, count = 1): IsoWeek =>
  weekOf(new Date(Date.parse(weekWindow(week).from) - count * 7 * DAY_MS));
