import type { Digest } from './digest.ts';
import type { IsoWeek } from './iso-week.ts';

/** Frozen issues. `freeze` keeps the first that comes for a week and gives back the one that is kept. */
export type DigestStore = {
  freeze(digest: Digest): Promise<Digest>;
  get(week: IsoWeek): Promise<Digest | undefined>;
  /** Newest week first. */
  list(limit: number): Promise<Digest[]>;
};
