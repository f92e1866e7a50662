import type { Digest, DigestEntry } from './digest.ts';
import type { DigestLinks } from './render-email.tsx';
import { CATEGORY_NAMES, confidenceOf, happenedBefore, subjectOf, summaryOf, windowOf } from './wording.ts';

const WIDTH = 78; // RFC 5322 asks for lines of at most 78 characters

/** The issue as plain text: the same events in the same order as the HTML part. */
export const renderText = (digest: Digest, links: DigestLinks): string =>
  [
    ...wrap(subjectOf(digest)),
    ...wrap(windowOf(digest)),
    '',
    ...wrap(summaryOf(digest)),
    ...section('FIRST OF ALL', digest.top, digest, links),
    ...digest.rest.flatMap(({ category, entries }) =>
      section(CATEGORY_NAMES[category].toUpperCase(), entries, digest, links),
    ),
    ...section('WHAT CHANGED', digest.moved, digest, links),
    ...withdrawn(digest, links),
    '',
    `On the web: ${links.baseUrl}/digests/${digest.week}`,
    `Unsubscribe: ${links.unsubscribe}`,
    ...wrap(links.postalAddress),
    '',
  ].join('\n');

const section = (title: string, entries: DigestEntry[], digest: Digest, links: DigestLinks): string[] =>
  entries.length === 0
    ? []
    : ['', title, ...entries.flatMap((entry) => ['', ...lines(entry, digest, links)])];

const lines = ({ event, sources, why }: DigestEntry, digest: Digest, { baseUrl }: DigestLinks): string[] => [
  ...wrap(event.title),
  ...wrap(`${CATEGORY_NAMES[event.category]}; ${happenedBefore(event, digest)}; ${confidenceOf(event)}`),
  ...(why ? wrap(`Why it is here: ${why}.`) : []),
  ...wrap(`Sources: ${sources.map(({ outlet }) => outlet).join(', ')}`),
  `${baseUrl}/events/${event.id}`,
];

const withdrawn = ({ withdrawn: gone }: Digest, { baseUrl }: DigestLinks): string[] =>
  gone.length === 0
    ? []
    : [
        '',
        'WITHDRAWN',
        ...gone.flatMap(({ id, reason }) => ['', ...wrap(reason), `${baseUrl}/events/${id}`]),
      ];

/** Breaks at spaces; a longer word is broken hard, since titles come from outside. */
const wrap = (text: string): string[] => {
  const lines: string[] = [''];
  for (const word of text.replace(/\s+/gu, ' ').trim().split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push('');
    const pieces = word.match(new RegExp(`.{1,${WIDTH}}`, 'gsu')) ?? [];
    for (const [index, piece] of pieces.entries()) {
      const last = lines.at(-1) ?? '';
      if (index > 0) lines.push(piece);
      else lines[lines.length - 1] = last === '' ? piece : `${last} ${piece}`;
    }
  }
  return lines;
};
