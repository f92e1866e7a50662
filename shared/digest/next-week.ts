import { allEvents } from '../events/all-events.ts';
import { dateWords } from '../events/date-words.ts';
import type { EventSummary } from '../events/event.ts';
import type { EventReader } from '../events/event-store.ts';
import type { Digest } from './digest.ts';
import { weekOf, weekWindow } from './iso-week.ts';

const YEARS = 4; // looked back
const OFTEN = 2; // of those years, to call a series expected
const AROUND_MS = 4 * 86_400_000; // a yearly drill keeps its season, not its day
const LATELY_MS = 120 * 86_400_000; // a series that has just been held is not due again
const PAGE = 100;
const MOST = 8;

type Expected = Digest['expected'][number];

/**
 * What the week after an issue's may bring: what is announced for it, and series that were held at this time of the
 * year in at least two of the four years before and not lately.
 */
export const expectedAfter = async (events: EventReader, { to }: Pick<Digest, 'to'>): Promise<Expected[]> => {
  const next = weekWindow(weekOf(new Date(to)));
  const announced = (await startingIn(events, next.from, next.to)).filter(isAhead);
  const lately = await startingIn(events, shifted(next.from, -LATELY_MS), next.to);
  const held = new Set([...lately, ...announced].map(({ series }) => series));
  const due = (await heldBefore(events, next)).filter(({ title }) => !held.has(title));
  return [...announced.map(asAnnounced), ...due].slice(0, MOST);
};

const isAhead = ({ status }: EventSummary): boolean => status === 'announced' || status === 'expected';

const asAnnounced = ({ id, title, eventStart, eventEnd, grain, status }: EventSummary): Expected => ({
  id,
  title,
  basis: `${status} for ${dateWords(eventStart, eventEnd, grain)}`,
});

/** Series by how often they fell into these days, each with its latest event. */
const heldBefore = async (
  events: EventReader,
  { from, to }: { from: string; to: string },
): Promise<Expected[]> => {
  const years = Array.from({ length: YEARS }, (_, index) => index + 1);
  const found = await Promise.all(
    years.map((back) =>
      startingIn(
        events,
        shifted(yearsBefore(from, back), -AROUND_MS),
        shifted(yearsBefore(to, back), AROUND_MS),
      ),
    ),
  );
  const bySeries = new Map<string, EventSummary[]>();
  for (const event of found.flat())
    if (event.series) bySeries.set(event.series, [...(bySeries.get(event.series) ?? []), event]);
  return [...bySeries].flatMap(([series, held]) => asDue(series, held)).sort(byTitle);
};

const byTitle = (a: Expected, b: Expected): number => (a.title < b.title ? -1 : 1);

const asDue = (series: string, held: EventSummary[]): Expected[] => {
  const years = [...new Set(held.map(({ eventStart }) => eventStart.slice(0, 4)))].sort();
  const last = held.toSorted((a, b) => (a.eventStart < b.eventStart ? -1 : 1)).at(-1);
  if (!last || years.length < OFTEN) return [];
  return [{ id: last.id, title: series, basis: `held at this time of the year in ${inWords(years)}` }];
};

const inWords = (parts: string[]): string => `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const shifted = (instant: string, by: number): string => new Date(Date.parse(instant) + by).toISOString();

const yearsBefore = (instant: string, years: number): string => {
  const date = new Date(instant);
  date.setUTCFullYear(date.getUTCFullYear() - years);
  return date.toISOString();
};

/** Events whose first day lies in from…to, dated to the day or better known than by the month. */
const startingIn = async (events: EventReader, from: string, to: string): Promise<EventSummary[]> => {
  const [first, end] = [from.slice(0, 10), to.slice(0, 10)];
  const all = await allEvents(events, { from: first, to: end }, { sort: 'date', limit: PAGE });
  return all.filter(
    ({ eventStart, grain }) =>
      eventStart >= first && eventStart < end && grain !== 'month' && grain !== 'unknown',
  );
};
