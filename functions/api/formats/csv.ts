import type { EventSummary } from '../../../shared/events/event.ts';

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
  'stateOnly',
  'confidence',
  'confirmed',
  'significance',
  'firstPublished',
  'firstSeen',
  'updatedAt',
  'url',
  'licence',
] as const;

/** A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP ASVS 1.2.10). */
const FORMULA = /^(?:[=+\-@\t\r＝＋－＠]|\p{Cc})/u;
const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** RFC 4180. */
const cell = (value: unknown): string => {
  const text = guarded(
    Array.isArray(value) ? value.join('; ') : value === null || value === undefined ? '' : String(value),
  );
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvHeader = (): string => `${COLUMNS.join(',')}\r\n`;

export const csvRow = (event: EventSummary, url: string): string => {
  const row = { ...event, actors: event.actors.map(({ id }) => id), url, licence: 'CC BY 4.0' };
  return `${COLUMNS.map((name) => cell(row[name])).join(',')}\r\n`;
};
