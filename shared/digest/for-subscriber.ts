import type { Category } from '../classification/verdict.ts';
import type { Choice } from '../subscriptions/subscriber.ts';
import type { Digest, DigestEntry } from './digest.ts';

const chosen =
  (categories: readonly Category[]) =>
  ({ event }: DigestEntry): boolean =>
    [event.category, ...event.secondary].some((category) => categories.includes(category));

/** The part of an issue that a subscriber chose; null when nothing of it is for him. */
export const issueFor = (digest: Digest, { categories, tracks }: Choice): Digest | null => {
  const keep = chosen(categories);
  const part = {
    ...digest,
    top: digest.top.filter(keep),
    rest: digest.rest
      .map((section) => ({ ...section, entries: section.entries.filter(keep) }))
      .filter(({ entries }) => entries.length > 0),
    moved: digest.moved.filter(keep),
    frictions: tracks.includes('friction') ? digest.frictions : [],
  };
  const empty = [part.top, part.rest, part.moved, part.withdrawn].every((list) => list.length === 0);
  return empty ? null : part;
};
