import type { Category, EventType, Language, MergeSignature } from '../classification/verdict.ts';
import type { SourceGroup } from '../ingestion/source.ts';
import type { Audit, Change, Event, EventStatus, EventSummary, Origin, Tombstone } from './event.ts';
import type { EventRecord } from './record.ts';
import type { Report } from './report.ts';
import type { Ruling } from './ruling.ts';

/** Every part is optional; several values of one part are alternatives, different parts must all hold. */
export type EventFilter = {
  category?: Category[];
  type?: EventType[];
  status?: EventStatus[];
  origin?: Origin[];
  actor?: string[];
  country?: string[];
  series?: string[];
  source?: string[];
  lang?: Language[];
  tier?: SourceGroup[];
  /** Events that touch the days from…to, both included. */
  from?: string;
  to?: string;
  minConfidence?: number;
  updatedSince?: string;
  q?: string;
  /** Leaders' telegrams are left out unless true. */
  messages?: boolean;
};

export type EventSort = '-date' | 'date' | '-updatedAt' | '-score';

/** A place in a list: the sort key and the id of the last event given out (keyset paging). */
export type PageKey = { key: string; id: string };

export type EventPage = { items: EventSummary[]; next: PageKey | null };

/** The reading half, which the API and the digest use. */
export type EventReader = {
  /** The journal's position; changes exactly when anything shown changes. One consistent read. */
  head(): Promise<{ seq: number; updatedAt: string | null }>;
  get(id: string): Promise<{ event: Event } | { tombstone: Tombstone } | undefined>;
  list(
    filter: EventFilter,
    page: { sort: EventSort; limit: number; after?: PageKey | undefined },
  ): Promise<EventPage>;
  /** Newest publication first. */
  reports(eventId: string): Promise<Report[]>;
  /** Changes after `since` in order of `seq`. */
  changes(since: number, limit: number): Promise<Change[]>;
  /** Changes of one event in order. */
  history(eventId: string): Promise<Change[]>;
};

/** What the merge rule compares a report with. */
export type Candidate = { event: Event; signature: MergeSignature };

/** One event's part of a change: the record before (null for a new one) and after, and the reports it brings. */
export type ChangeDraft = {
  kind: Change['kind'];
  why: string;
  /** Who decided it, where a person did. */
  audit?: Audit;
  before: EventRecord | null;
  after: EventRecord;
  reports: Report[];
  /** Ids of reports that were this event's and are no longer. */
  leaving?: string[];
};

/**
 * Where a report or a telling is on record, which version of it, and what a person ruled about it; `eventId` is empty
 * for a report that was rejected.
 */
export type Known = { eventId: string; contentHash: string; version: number; ruling?: Ruling | undefined };

/**
 * The writing half. Everything that changes an event goes through `commit`, one at a time and in order: see TABLE.md.
 * All reads here are strongly consistent.
 */
export type EventStore = EventReader & {
  /** Completes what a crash left half done and gives the position to decide from. */
  settle(): Promise<number>;
  record(id: string): Promise<EventRecord | undefined>;
  /** Where a report (`R#…`) or a telling (`T#…`) is on record, or what came of a request (`C#…`). */
  known(key: string): Promise<Known | undefined>;
  /** Events of a family whose first day lies in from…to, both included. */
  candidates(family: MergeSignature['family'], from: string, to: string): Promise<Candidate[]>;
  /**
   * Writes a change, decided at position `seq`. `conflict`: somebody else wrote since; decide again.
   * `known`: keys of reports and tellings with where they now are. Without drafts only these are written.
   */
  commit(
    seq: number,
    at: string,
    drafts: ChangeDraft[],
    known: Record<string, Known>,
  ): Promise<'committed' | 'conflict'>;
};
