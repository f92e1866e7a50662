/** Interface strings, one table a language; a missing string does not compile. */
const EN = {
  name: 'Amur',
  motto: 'Russia and China, event by event: a live timeline of their cooperation',
  skip: 'Skip to the content',
  nav: {
    '/': 'Timeline',
    '/article': 'The article, checked',
    '/series': 'Series',
    '/tracks': 'Side tracks',
    '/sources': 'Sources',
    '/method': 'Method',
    '/digests': 'Weekly issues',
    '/subscribe': 'Subscribe',
    '/docs': 'API',
  },
  categories: { military: 'Military', economic: 'Economic', diplomatic: 'Diplomatic' },
  origins: { article: 'The article', chronology: 'Chronology', live: 'Live' },
  statuses: {
    announced: 'announced',
    expected: 'expected',
    'under way': 'under way',
    done: 'done',
    cancelled: 'called off',
    alleged: 'alleged',
    denied: 'denied',
  },
  none: 'No event matches these filters. Widen the dates, or clear the filters.',
} as const;

export const strings = EN;

const LANGUAGES = { en: 'English', ru: 'Russian', zh: 'Chinese' } as const;
export const languageName = (code: keyof typeof LANGUAGES): string => LANGUAGES[code];

const TIERS: Record<string, string> = {
  state: 'state media',
  government: 'government',
  private: 'private press',
  independent: 'independent',
  western: 'western press',
  regional: 'regional press',
  analysis: 'analysis',
  defence: 'defence press',
  aggregator: 'aggregator',
  other: 'other',
};
export const tierName = (group: string): string => TIERS[group] ?? group;
export const typeName = (type: string): string => type.replaceAll('_', ' ').replace('un vote', 'UN vote');
