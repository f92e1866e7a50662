import { createHash } from 'node:crypto';

const hash = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/**
 * The permanent id of an event: a hash of the first thing that told of it, so that the same beginnings give the same
 * id in a record that is built anew.
 */
export const eventIdOf = (firstTold: string): string => `e${hash(firstTold, 16)}`;

/** Headlines that are letter for letter alike are copies of one text. */
export const copyKey = (title: string): string =>
  hash(
    title
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
    12,
  );
