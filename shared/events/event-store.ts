import type { Category, EventType, Language } from '../classification/verdict.ts';
import type { SourceGroup } from '../ingestion/source.ts';
import type { Change, Event, EventStatus, EventSummary, Origin, Tombstone } from './event.ts';
import type { Report } from './report.ts';

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
  list(filter: EventFilter, page: { sort: EventSort; limit: number; after?: PageKey | undefined }): Promise<EventPage>;
  /** Newest publication first. */
  reports(eventId: string): Promise<Report[]>;
  /** Changes after `since` in order of `seq`. */
  changes(since: number, limit: number): Promise<Change[]>;
  /** Changes of one event in order. */
  history(eventId: string): Promise<Change[]>;
};
