import type { ListedEvent } from '../presented.ts';
import { DATASET, LICENCE } from './licence.ts';

const LONGEST = 75; // octets of a line (RFC 5545, 3.1)
const DAY_MS = 86_400_000;
const LONGEST_ENTRY = 62 * DAY_MS;

const escaped = (text: string): string =>
  text
    .replace(/\r\n|\r|\n/g, ' ')
    .replace(/\p{Cc}/gu, '')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,');

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
const after = (text: string): string => new Date(Date.parse(text) + DAY_MS).toISOString().slice(0, 10);
const stamp = (instant: string): string => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** A day or an exact span has a place in a calendar; a month or a year has not. */
export const hasCalendarDate = ({
  grain,
  eventStart,
  eventEnd,
}: Pick<ListedEvent, 'grain' | 'eventStart' | 'eventEnd'>): boolean =>
  grain === 'day' ||
  ((grain === 'period' || grain === 'week') && Date.parse(eventEnd) - Date.parse(eventStart) < LONGEST_ENTRY);

const STATUS: Partial<Record<ListedEvent['status'], string>> = {
  done: 'CONFIRMED',
  'under way': 'CONFIRMED',
  cancelled: 'CANCELLED',
  denied: 'CANCELLED',
};

const entry = (event: ListedEvent, host: string): string[] => [
  'BEGIN:VEVENT',
  `UID:${event.id}@${host}`,
  `DTSTAMP:${stamp(event.updatedAt)}`,
  `DTSTART;VALUE=DATE:${day(event.eventStart)}`,
  `DTEND;VALUE=DATE:${day(after(event.eventEnd))}`,
  `SUMMARY:${escaped(event.title)}`,
  `STATUS:${STATUS[event.status] ?? 'TENTATIVE'}`,
  'TRANSP:TRANSPARENT', // a reader's own days stay free
  `CATEGORIES:${event.category}`,
  ...(event.place ? [`LOCATION:${escaped(event.place)}`] : []),
  `URL:${event.page}`,
  'END:VEVENT',
];

export const calendar = (events: ListedEvent[], { baseUrl }: { baseUrl: string }): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Amur//Timeline//EN',
    `X-WR-CALNAME:${escaped(DATASET.name)}`,
    `X-WR-CALDESC:${escaped(`Data: ${LICENCE.name}, ${LICENCE.url}`)}`,
    ...events.filter(hasCalendarDate).flatMap((event) => entry(event, new URL(baseUrl).hostname)),
    'END:VCALENDAR',
    '',
  ]
    .map(fold)
    .join('\r\n');
