import type { Report } from './report.ts';

/** `rejected`: what people took off the queue `review`. */
export type Aside = 'review' | 'statement' | 'friction' | 'watch' | 'rejected';

/** Reports that make no event: uncertain ones for people to look at, and the side tracks of the codebook. */
export type AsideStore = {
  /** The same report again takes its own place. */
  put(kind: Aside, report: Report): Promise<void>;
  /** Newest first; `after` is the place of the last one of the page before. */
  list(kind: Aside, limit: number, after?: string): Promise<Report[]>;
  /** One of them by its place. */
  get(kind: Aside, place: string): Promise<Report | undefined>;
  remove(kind: Aside, place: string): Promise<void>;
};

/** Where a report lies among those of its kind: its day and its id. */
export const placeOfAside = ({
  published,
  firstSeen,
  id,
}: Pick<Report, 'published' | 'firstSeen' | 'id'>): string =>
  `${(published ?? firstSeen).slice(0, 10)}#${id}`;
