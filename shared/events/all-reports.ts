import { allEvents } from './all-events.ts';
import type { EventReader } from './event-store.ts';
import type { Report } from './report.ts';

const PAGE = 100;
const LONG_BEFORE = 400 * 86_400_000; // an event's days may lie so far from the day of a report

/** Reports published in from…to (days, both included) with the event that each belongs to. */
export const allReports = async (
  events: EventReader,
  from: string,
  to: string,
): Promise<{ report: Report; event: string }[]> => {
  const found: { report: Report; event: string }[] = [];
  const around = (day: string, shift: number): string =>
    new Date(Date.parse(day) + shift).toISOString().slice(0, 10);
  const filter = {
    origin: ['live' as const],
    messages: true,
    from: around(from, -LONG_BEFORE),
    to: around(to, LONG_BEFORE),
  };
  for (const { id } of await allEvents(events, filter, { sort: 'date', limit: PAGE })) {
    for (const report of await events.reports(id)) {
      const day = (report.published ?? report.firstSeen).slice(0, 10);
      if (day >= from && day <= to) found.push({ report, event: id });
    }
  }
  return found;
};
