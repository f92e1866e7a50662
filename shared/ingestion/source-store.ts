import type { Source, SourceState } from './source.ts';

export type SourceEntry = { source: Source; state: SourceState };

/** The sources and what is remembered of each. */
export type SourceStore = {
  all(): Promise<SourceEntry[]>;
  get(id: string): Promise<SourceEntry | undefined>;
  /**
   * Brings the rows up to date: new ones begin, known ones keep their state (or begin again at another address), those
   * no longer listed go.
   */
  sync(sources: Source[]): Promise<{ added: number; changed: number; removed: number }>;
  /**
   * Switches a source on or off for this installation, whatever its row says; null leaves it to the row again. To
   * switch on one that was gone is to try it again.
   */
  switchTo(id: string, on: boolean | null): Promise<boolean>;
  /**
   * Takes the right to visit a source until `until`.
   * @returns undefined while somebody else holds it, or when there is no such source.
   */
  lease(id: string, now: string, until: string): Promise<SourceEntry | undefined>;
  /** Ends every lease: only for a process that holds the store alone, about visits that died with one before it. */
  endLeases(): Promise<void>;
  /** Keeps the state after a visit and ends the lease, if it is still ours: a visit that took too long is void. */
  release(entry: SourceEntry, state: SourceState): Promise<boolean>;
};

export const freshState = (sourceId: string): SourceState => ({
  sourceId,
  nextVisit: '1970-01-01T00:00:00.000Z',
  lastVisit: null,
  lastSuccess: null,
  lastFailure: null,
  failures: 0,
  disabled: null,
  etag: null,
  lastModified: null,
  bodyHash: null,
  movedTo: null,
  seen: [],
  itemsRead: 0,
  newestItem: null,
  itemsPerDay: null,
  asks: 0,
  leaseUntil: null,
});

/** What is remembered of a feed when it is to be tried anew, at another address or because a person says so. */
export const begunAgain = (state: SourceState): SourceState => ({
  ...freshState(state.sourceId),
  lastVisit: state.lastVisit,
  lastSuccess: state.lastSuccess,
  seen: state.seen,
  itemsRead: state.itemsRead,
  newestItem: state.newestItem,
});
