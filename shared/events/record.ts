import * as z from 'zod';
import {
  Actor,
  Category,
  Day,
  EventType,
  Grain,
  Language,
  MergeSignature,
} from '../classification/verdict.ts';
import { SourceGroup } from '../ingestion/source.ts';
import { Event, EventId, EventStatus, Tombstone } from './event.ts';
import { SeedTelling } from './telling.ts';

/** What the record of an event needs to know of one report; the report itself lies in its own item. */
export const Member = z.object({
  reportId: z.string(),
  outlet: z.string(),
  group: SourceGroup,
  lang: Language,
  published: z.iso.datetime().nullable(),
  firstSeen: z.iso.datetime(),
  /** Hash of the normalised title: copies of one agency's text share it and count as one outlet. */
  copy: z.string(),
  p: z.number(),
  category: Category,
  secondary: z.array(Category),
  type: EventType,
  status: EventStatus,
  eventStart: Day,
  eventEnd: Day,
  grain: Grain,
  dateFrom: z.enum(['text', 'publication']),
  dateText: z.string().nullable(),
  place: z.string().nullable(),
  series: z.string().nullable(),
  ordinal: z.int().nullable(),
  actors: z.array(Actor),
  signature: MergeSignature,
});
export type Member = z.infer<typeof Member>;

/** What a person decided about an event; it outlives every report that comes later. */
export const Correction = z.object({
  at: z.iso.datetime(),
  by: z.string().max(80),
  reason: z.string().max(300),
  set: z
    .object({
      title: z.string().min(1).max(200),
      type: EventType,
      status: EventStatus,
      eventStart: Day,
      eventEnd: Day,
      grain: Grain,
      place: z.string().max(80).nullable(),
      confirmed: z.boolean(),
    })
    .partial(),
});
export type Correction = z.infer<typeof Correction>;

/** Everything that an event is composed from, and the event composed from it; a tombstone hides the event. */
export const EventRecord = z.object({
  id: EventId,
  members: z.array(Member),
  tellings: z.array(SeedTelling),
  corrections: z.array(Correction),
  tombstone: Tombstone.nullable(),
  event: Event,
});
export type EventRecord = z.infer<typeof EventRecord>;
