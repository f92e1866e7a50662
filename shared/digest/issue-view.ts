import type { Digest, DigestEntry } from './digest.ts';
import { CATEGORY_NAMES } from './wording.ts';

/** How much of an issue one rendering shows; what is left out is said as a number with a link. */
export type Room = { entries: number; sources: number };

export type SectionView = { title: string; entries: DigestEntry[]; more: number };

/** The sections of an issue in their order, the same for mail, text and web page. */
export const sectionsOf = (digest: Digest, room: Room): SectionView[] =>
  [
    { title: 'First of all', all: digest.top },
    ...digest.rest.map(({ category, entries }) => ({ title: CATEGORY_NAMES[category], all: entries })),
    { title: 'What changed', all: digest.moved },
  ]
    .filter(({ all }) => all.length > 0)
    .map(({ title, all }) => ({
      title,
      entries: all.slice(0, Math.max(room.entries, title === 'First of all' ? 5 : 0)).map((entry) => ({
        ...entry,
        sources: entry.sources.slice(0, room.sources),
      })),
      more: Math.max(0, all.length - Math.max(room.entries, title === 'First of all' ? 5 : 0)),
    }));

/** Gmail cuts what is longer than some 100 kB, the footer with it: each step shows less than the one before. */
export const ROOMS: Room[] = [
  { entries: 30, sources: 5 },
  { entries: 20, sources: 3 },
  { entries: 10, sources: 2 },
  { entries: 4, sources: 1 },
];

/** A web page has room for everything. */
export const EVERYTHING: Room = { entries: 10_000, sources: 10 };
