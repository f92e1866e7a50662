import type { EventSummary } from '../../../shared/events/event.ts';

const LONGEST = 75; // octets of a line (RFC 5545, 3.1)

const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replace(/\r\n|\r|\n/g, '\\n');

/** Folds a line at octets without cutting a character. */
const fold = (line: string): string => {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (Buffer.byteLength(current + character) > LONGEST) {
      lines.push(current);
      current = ' ';
    }
    current += character;
  }
  return [...lines, current].join('\r\n');
};

const day = (text: string): string => text.replaceAll('-', '');
const after = (text: string): string => new Date(Date.parse(text) + 86_400_000).toISOString().slice(0, 10);
const stamp = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** A day or an exact span has a place in a calendar; a month or a year has not. */
export const hasCalendarDate = ({ grain, eventStart, eventEnd }: EventSummary): boolean =>
  grain === 'day' ||
  ((grain === 'period' || grain === 'week') &&
    Date.parse(eventEnd) - Date.parse(eventStart) < 62 * 86_400_000);

const entry = (event: EventSummary, url: string, host: string): string[] => [
  'BEGIN:VEVENT',
  `UID:${event.id}@${host}`,
  `DTSTAMP:${stamp(event.updatedAt)}`,
  `DTSTART;VALUE=DATE:${day(event.eventStart)}`,
  `DTEND;VALUE=DATE:${day(after(event.eventEnd))}`,
  `SUMMARY:${escaped(event.title)}`,
  `CATEGORIES:${event.category}`,
  ...(event.place ? [`LOCATION:${escaped(event.place)}`] : []),
  `URL:${url}`,
  'END:VEVENT',
];

export const calendar = (events: { event: EventSummary; url: string }[], host: string): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Amur//Timeline//EN',
    'X-WR-CALNAME:Amur\\, a timeline of Sino-Russian cooperation (CC BY 4.0)',
    ...events
      .filter(({ event }) => hasCalendarDate(event))
      .flatMap(({ event, url }) => entry(event, url, host)),
    'END:VCALENDAR',
    '',
  ]
    .map(fold)
    .join('\r\n');
