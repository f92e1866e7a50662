import type { Report } from './report.ts';

export type Aside = 'review' | 'statement' | 'friction' | 'watch';

/** Reports that make no event: uncertain ones for people to look at, and the side tracks of the codebook. */
export type AsideStore = {
  /** The same report again takes its own place. */
  put(kind: Aside, report: Report): Promise<void>;
  /** Newest first. */
  list(kind: Aside, limit: number): Promise<Report[]>;
};
