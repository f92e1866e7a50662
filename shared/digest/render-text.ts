import { wrap } from '../mail/wrap.ts';
import type { Digest, DigestEntry } from './digest.ts';
import { type Room, type SectionView, sectionsOf } from './issue-view.ts';
import { type DigestLinks, fitEmail } from './render-email.tsx';
import {
  CATEGORY_NAMES,
  confidenceOf,
  happenedBefore,
  moreSources,
  nameOf,
  summaryOf,
  windowOf,
} from './wording.ts';

/**
 * The issue as plain text: the same events in the same order as the HTML part.
 * @param room how much the HTML part shows.
 */
export const renderText = (
  digest: Digest,
  links: DigestLinks,
  room: Room = fitEmail(digest, links).room,
): string =>
  [
    ...wrap(nameOf(digest)),
    ...wrap(windowOf(digest)),
    '',
    ...wrap(summaryOf(digest)),
    ...sectionsOf(digest, room).flatMap((section) => part(section, digest, links)),
    ...withdrawn(digest, links),
    ...frictions(digest),
    ...expected(digest, links),
    '',
    `On the web: ${links.baseUrl}/digests/${digest.week}`,
    `Choose what you get: ${links.preferences}`,
    `Unsubscribe: ${links.unsubscribe}`,
    ...wrap(links.postalAddress),
    '',
  ].join('\n');

const part = ({ title, entries, more }: SectionView, digest: Digest, links: DigestLinks): string[] => [
  '',
  title.toUpperCase(),
  ...entries.flatMap((entry) => ['', ...lines(entry, digest, links)]),
  ...(more > 0 ? ['', `${more} more on the web page of this issue.`] : []),
];

const lines = (entry: DigestEntry, digest: Digest, { baseUrl }: DigestLinks): string[] => {
  const { event, sources, why, change } = entry;
  const more = moreSources(entry);
  return [
    ...wrap(event.title),
    ...wrap(`${CATEGORY_NAMES[event.category]}; ${happenedBefore(event, digest)}; ${confidenceOf(event)}`),
    ...(change ? wrap(`What changed: ${change}.`) : []),
    ...(why ? wrap(`Why it is here: ${why}.`) : []),
    ...wrap(
      `Sources: ${sources.map(({ outlet }) => outlet).join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
    ),
    `${baseUrl}/events/${event.id}`,
  ];
};

const frictions = ({ frictions: all }: Digest): string[] =>
  all.length === 0
    ? []
    : [
        '',
        'FRICTIONS (never counted as cooperation)',
        ...all.flatMap(({ outlet, title, url }) => [
          '',
          ...wrap(`${outlet}: ${title}`),
          ...(url ? [url] : []),
        ]),
      ];

const expected = ({ expected: all }: Digest, { baseUrl }: DigestLinks): string[] =>
  all.length === 0
    ? []
    : [
        '',
        'MAY COME NEXT WEEK',
        ...all.flatMap(({ id, title, basis }) => [
          '',
          ...wrap(`${title}: ${basis}`),
          `${baseUrl}/events/${id}`,
        ]),
      ];

const withdrawn = ({ withdrawn: gone }: Digest, { baseUrl }: DigestLinks): string[] =>
  gone.length === 0
    ? []
    : [
        '',
        'WITHDRAWN',
        ...gone.flatMap(({ id, title, reason }) => [
          '',
          ...wrap(`${title || id}: ${reason}`),
          `${baseUrl}/events/${id}`,
        ]),
      ];
