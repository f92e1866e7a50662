import type { Grain } from '../classification/verdict.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const partsOf = (day: string) => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month: MONTHS[month - 1] ?? '', date };
};

/** Dates of an event in words, as precisely as they are known and no more: `20–22 March 2023`, `March 1969`, `1992`. */
export const dateWords = (eventStart: string, eventEnd: string, grain: Grain): string => {
  const [start, end] = [partsOf(eventStart), partsOf(eventEnd)];
  if (isWholeYear(eventStart, eventEnd)) return String(start.year);
  if (grain === 'month' && eventStart.slice(0, 7) === eventEnd.slice(0, 7))
    return `${start.month} ${start.year}`;
  if (isWholeMonths(eventStart, eventEnd)) return monthRange(start, end);
  if (eventStart === eventEnd) return `${start.date} ${start.month} ${start.year}`;
  if (start.year !== end.year)
    return `${start.date} ${start.month} ${start.year} – ${end.date} ${end.month} ${end.year}`;
  if (start.month !== end.month) return `${start.date} ${start.month} – ${end.date} ${end.month} ${end.year}`;
  return `${start.date}–${end.date} ${end.month} ${end.year}`;
};

type Parts = ReturnType<typeof partsOf>;

const monthRange = (start: Parts, end: Parts): string => {
  if (start.year !== end.year) return `${start.month} ${start.year} – ${end.month} ${end.year}`;
  return start.month === end.month ? `${start.month} ${end.year}` : `${start.month}–${end.month} ${end.year}`;
};

const isLastOfMonth = (day: string): boolean => {
  const next = new Date(Date.parse(day) + 86_400_000);
  return next.getUTCDate() === 1;
};

const isWholeMonths = (start: string, end: string): boolean =>
  start.endsWith('-01') && start !== end && isLastOfMonth(end);

const isWholeYear = (start: string, end: string): boolean =>
  start.endsWith('-01-01') && end.endsWith('-12-31') && start.slice(0, 4) === end.slice(0, 4);
