import type { ListedEvent } from '../presented.ts';

/** The members of a listed event, in the order of the columns; parties by their ids, and the licence on every row. */
const COLUMNS = [
  'id',
  'title',
  'category',
  'secondary',
  'type',
  'status',
  'eventStart',
  'eventEnd',
  'grain',
  'place',
  'series',
  'ordinal',
  'actors',
  'origins',
  'reports',
  'outlets',
  'sources',
  'groups',
  'langs',
  'stateOnly',
  'confidence',
  'confirmed',
  'significance',
  'firstPublished',
  'firstSeen',
  'updatedAt',
  'rev',
  'url',
  'page',
  'licence',
] as const;

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP ASVS 1.2.10); the full-width
 * signs count too, since some programs fold them.
 */
const FORMULA = /^[=+\-@\t\r\0＝＋－＠]/u;
const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** RFC 4180; several values of one cell are parted by semicolons. */
const cell = (value: unknown): string => {
  const text = guarded(Array.isArray(value) ? value.join('; ') : String(value ?? ''));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const row = (event: ListedEvent): string => {
  const values = { ...event, actors: event.actors.map(({ id }) => id), licence: 'CC BY 4.0' };
  return `${COLUMNS.map((name) => cell(values[name])).join(',')}\r\n`;
};

export const csv = (events: ListedEvent[]): string => `${COLUMNS.join(',')}\r\n${events.map(row).join('')}`;
