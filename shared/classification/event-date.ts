import { addDays } from './calendar.ts';
import type { Clause } from './clauses.ts';
import { datesIn, type ReadDate } from './dates.ts';
import type { Field, Reading } from './reading.ts';
import type { EventType, Grain, ReportStatus, Verdict } from './verdict.ts';

export type EventDate = {
  eventStart: string;
  eventEnd: string;
  grain: Grain;
  dateBasis: NonNullable<Verdict['dateBasis']>;
};

const TODAY = '2026-01-01'; // only where an item has no date at all
const FAR = 120; // days between an act and its report, beyond which a date belongs to something else
const FORWARD = 400; // a plan may lie further ahead

/** The act's own date where the text states one near it, else the day of publication (codebook, "event date"). */
export const eventDateOf = (reading: Reading, type: EventType, status: ReportStatus): EventDate => {
  const published = reading.day ?? TODAY;
  const ahead = status === 'announced' || status === 'expected';
  const found = passagesOf(reading).flatMap(({ text, rank }) =>
    datesIn(text, reading.language, published, ahead).map((date) => ({ ...date, rank, context: text })),
  );
  const date = type === 'trade_figures' ? dataPeriod(found) : pick(found, published, ahead, type);
  if (date) {
    const { eventStart, eventEnd, grain, text } = lasting(date, ahead);
    return { eventStart, eventEnd, grain, dateBasis: { from: 'text', text: text.slice(0, 120) } };
  }
  const filed = datelineOf(reading, published);
  return {
    eventStart: filed ?? published,
    eventEnd: filed ?? published,
    grain: 'day',
    dateBasis: { from: filed ? 'text' : 'publication', text: filed ? 'dateline' : null },
  };
};

type Dated = ReadDate & { rank: number; context: string };

/** The headline without its circumstances, then the first sentences. */
const passagesOf = ({ title, summary }: Reading): { text: string; rank: number }[] => {
  const part = (field: Field, { at, to, rank }: Clause) => ({
    text: field.text.slice(field.tokens[at]?.start ?? 0, field.tokens[to - 1]?.end ?? 0),
    rank,
  });
  return [
    ...title.clauses.map((clause) => part(title, clause)),
    ...summary.clauses.filter(({ rank }) => rank <= 2).map((clause) => part(summary, clause)),
  ];
};

const dataPeriod = (dates: Dated[]): Dated | undefined =>
  dates.find(({ grain }) => grain === 'month' || grain === 'period');

/** A plan's date lies ahead; a day outweighs a month; of several days, a stretch of days outweighs the day of saying so. */
const pick = (dates: Dated[], published: string, ahead: boolean, type: EventType): Dated | undefined => {
  const near = dates.filter(
    (date) => distance(date, published) <= (date.eventEnd >= published ? FORWARD : FAR),
  );
  const fine = near.filter(({ grain }) => grain === 'day' || grain === 'period' || grain === 'week');
  const coming = fine.filter(({ eventEnd }) => eventEnd >= published);
  const list = ahead && coming.length > 0 ? coming : fine;
  const named = list.filter(
    ({ context, start }) => !SAYING.test(context.slice(Math.max(0, start - 40), start)),
  );
  const best = named.length > 0 ? named : list;
  const first = best[0];
  const stretch = ahead ? best.find(({ grain }) => grain === 'period') : undefined;
  return stretch ?? first ?? (LASTS_LONG.has(type) || ahead ? near[0] : undefined);
};

/** Of a meeting or a call only the day is news; a month beside it belongs to something else. */
const LASTS_LONG = new Set<EventType>([
  'joint_exercise',
  'joint_patrol',
  'arms_transfer',
  'energy',
  'payment_currency',
  'technology',
  'infrastructure',
  'investment',
  'mobility',
  'aid',
]);

/** Words before a date that make it the day of an announcement, not of the act. */
const SAYING =
  /\b(?:said|says|told|announced|reported|confirmed)(?: \w+){0,3} $|(?:сообщил|заявил|объявил)\p{L}* (?:\p{L}+ ){0,2}$|(?:外交部|发言人|记者)[^，。]{0,8}$/iu;

const distance = ({ eventStart, eventEnd }: ReadDate, published: string): number => {
  const at = Date.parse(published);
  return Math.min(Math.abs(Date.parse(eventStart) - at), Math.abs(Date.parse(eventEnd) - at)) / 86_400_000;
};

const DAYS: Record<string, number> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  двух: 2,
  трех: 3,
  четырех: 4,
  пяти: 5,
};
const LASTING = /\b(two|three|four|five|six|seven)-day|(двух|трех|четырех|пяти)дневн/iu;

/** "a three-day visit starting Monday": the first day is named, and how many there are. */
const lasting = (date: Dated, ahead: boolean): ReadDate => {
  const word = LASTING.exec(date.context);
  const days = DAYS[(word?.[1] ?? word?.[2] ?? '').toLowerCase()];
  if (!days || !ahead || date.grain !== 'day') return date;
  return { ...date, eventEnd: addDays(date.eventStart, days - 1), grain: 'period' };
};

/** The day a news agency filed the report, from the dateline that cleaning blanked out. */
const datelineOf = ({ summary }: Reading, published: string): string | null => {
  const line = /^\s*[A-Z][A-Z .-]{2,24}, ([A-Z][a-z]+ \d{1,2})\. ?\//.exec(summary.given)?.[1];
  const date = line ? datesIn(line, 'en', published, false)[0] : undefined;
  return date && distance(date, published) <= 10 ? date.eventStart : null;
};
