import { dateWords } from '../../shared/events/date-words.ts';
import type { SourceHealth } from './health.ts';

const dayWords = (instant: string): string => dateWords(instant.slice(0, 10), instant.slice(0, 10), 'day');

/** How a feed does, in a sentence or two. */
export const healthWords = ({
  state,
  lastSuccess,
  lastFailure,
  failures,
  newestItem,
  itemsPerDay,
}: Omit<SourceHealth, 'words'>): string => {
  const newest = newestItem ? ` Its newest item is of ${dayWords(newestItem)}.` : '';
  switch (state) {
    case 'off':
      return 'Not read: turned off.';
    case 'gone':
      return 'Gone for good, as its server says (410); it is visited no more.';
    case 'failing':
      return `Fails${failures > 1 ? `, ${failures} times in a row` : ''}: ${lastFailure?.reason ?? 'no reason known.'} ${lastSuccess ? `It last answered on ${dayWords(lastSuccess)}.` : 'It has never answered.'}`;
    case 'not visited yet':
      return 'Not visited yet.';
    case 'silent':
      return `Answers, but has had nothing new for two weeks.${newest}`;
    default:
      return `Answers${itemsPerDay ? `, about ${Math.round(itemsPerDay)} items a day` : ''}.${newest}`;
  }
};
