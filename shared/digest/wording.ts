import { dateWords } from '../events/date-words.ts';
import type { EventSummary } from '../events/event.ts';
import type { Digest, DigestEntry } from './digest.ts';

/** What every rendering of an issue says in the same words. */
export const CATEGORY_NAMES = {
  military: 'Military',
  economic: 'Economic',
  diplomatic: 'Diplomatic',
} as const;

const LONGEST_SUBJECT = 70; // longer ones are cut by most mail programs

/** One line, cut at a word where there is one; control characters could end a header or a line. */
export const cut = (text: string, most: number): string => {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (line.length <= most) return line;
  const short = Array.from(line.slice(0, most - 1)).filter((sign) => !/^[\ud800-\udfff]$/.test(sign));
  const words = short.join('').replace(/[\s,;:–-]+\S*$/u, '');
  return `${words.length > most / 2 ? words : short.join('')}…`;
};

export const nameOf = ({ week, draft }: Digest): string =>
  `Russia and China, week ${Number(week.slice(6))} of ${week.slice(0, 4)}${draft ? ' (draft)' : ''}`;

/** The week, and the first event where there is one: what makes a mail worth opening. */
export const subjectOf = (digest: Digest): string => {
  const week = `${digest.draft ? 'Draft: week' : 'Week'} ${Number(digest.week.slice(6))}`;
  const lead = digest.top[0]?.event.title;
  return cut(lead ? `${week}: ${lead}` : `${week}: ${summaryOf(digest)}`, LONGEST_SUBJECT);
};

/** The window in words; its last day is the Sunday, since the window itself ends with the next Monday's first moment. */
export const windowOf = ({ from, to, asOf }: Digest): string => {
  const sunday = new Date(Date.parse(to) - 1).toISOString().slice(0, 10);
  return `${dateWords(from.slice(0, 10), sunday, 'day')} (UTC), as of ${asOf.slice(0, 16).replace('T', ' ')} UTC`;
};

export const confidenceOf = ({ confirmed, outlets, stateOnly, status }: EventSummary): string => {
  const reported = outlets === 1 ? 'one outlet' : `${outlets} independent outlets`;
  return `${status}; ${confirmed ? 'confirmed' : 'unconfirmed'}, ${reported}${stateOnly ? ', state media only' : ''}`;
};

export const happenedBefore = (event: EventSummary, { from }: Digest): string => {
  const date = dateWords(event.eventStart, event.eventEnd, event.grain);
  return event.eventEnd < from.slice(0, 10) ? `happened ${date}` : date;
};

export const summaryOf = (digest: Digest): string => {
  const total = Object.values(digest.counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'A quiet week: no qualifying events were found.';
  const parts = Object.entries(digest.counts)
    .filter(([, count]) => count > 0)
    .map(([category, count]) => `${count} ${category}`);
  return `${total} new ${total === 1 ? 'event' : 'events'}: ${parts.join(', ')}.`;
};

/** Outlets beside those that are named. */
export const moreSources = ({ event, sources }: DigestEntry): number =>
  sources.length === 0 ? 0 : Math.max(0, event.sources.length - sources.length);

/** The weeks that the mean rests on: those of the four before that have an issue. */
export const meanWords = ({ meanOver }: Digest): string =>
  meanOver === 4
    ? 'the four weeks before'
    : `the ${meanOver === 1 ? 'one week' : `${meanOver} weeks`} on record of the four before`;
