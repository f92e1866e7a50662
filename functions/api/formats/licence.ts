/** The licence of the data, stated in every export. */
export const LICENCE = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' } as const;
export const DATASET = {
  name: 'Amur: a timeline of Sino-Russian cooperation',
  description:
    'Dated events of military, economic and diplomatic cooperation between Russia and China since 1991: one record an event, with every report that tells of it and the reasons for believing it.',
} as const;
