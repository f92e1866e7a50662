import type { EventSummary } from '../events/event.ts';
import type { Digest } from './digest.ts';

/** What every rendering of an issue says in the same words. */
export const CATEGORY_NAMES = {
  military: 'Military',
  economic: 'Economic',
  diplomatic: 'Diplomatic',
} as const;

const day = (text: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(text));

export const subjectOf = ({ week, draft }: Digest): string =>
  `Russia–China: week ${Number(week.slice(6))}, ${week.slice(0, 4)}${draft ? ' (draft)' : ''}`;

/** The window in words; its last day is the Sunday, since the window itself ends with the next Monday's first moment. */
export const windowOf = ({ from, to, asOf }: Digest): string =>
  `${day(from)} to ${day(new Date(Date.parse(to) - 1).toISOString())} (UTC), as of ${asOf.slice(0, 16).replace('T', ' ')} UTC`;

export const dateOf = ({ eventStart, eventEnd, grain }: EventSummary): string => {
  if (grain === 'month')
    return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
      new Date(eventStart),
    );
  return eventStart === eventEnd ? day(eventStart) : `${day(eventStart)} to ${day(eventEnd)}`;
};

export const confidenceOf = ({ confirmed, outlets, stateOnly, status }: EventSummary): string => {
  const reported = outlets === 1 ? 'one outlet' : `${outlets} independent outlets`;
  return `${status}; ${confirmed ? 'confirmed' : 'unconfirmed'}, ${reported}${stateOnly ? ', state media only' : ''}`;
};

export const happenedBefore = (event: EventSummary, { from }: Digest): string =>
  event.eventEnd < from.slice(0, 10) ? `happened ${dateOf(event)}` : dateOf(event);

export const summaryOf = (digest: Digest): string => {
  const total = Object.values(digest.counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'A quiet week: no qualifying events were found.';
  const parts = Object.entries(digest.counts)
    .filter(([, count]) => count > 0)
    .map(([category, count]) => `${count} ${category}`);
  return `${total} new ${total === 1 ? 'event' : 'events'}: ${parts.join(', ')}.`;
};
