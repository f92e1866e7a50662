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

/** Where the record of an event comes from: the article, the chronology, or the feeds. */
export const Origin = z.enum(['article', 'chronology', 'live']).meta({ id: 'Origin' });
export type Origin = z.infer<typeof Origin>;

export const EventStatus = z
  .enum(['announced', 'expected', 'under way', 'done', 'cancelled', 'alleged', 'denied'])
  .meta({ id: 'EventStatus' });
export type EventStatus = z.infer<typeof EventStatus>;

export const EventId = z
  .string()
  .regex(/^e[0-9a-f]{16}$/)
  .meta({ id: 'EventId', description: 'Opaque and permanent.' });

/** One rung of the status ladder and the report behind it. */
export const StatusStep = z.object({
  status: EventStatus,
  on: Day.meta({ description: 'The day on which it was reported.' }),
  reportId: z.string().nullable(),
  outlet: z.string(),
});
export type StatusStep = z.infer<typeof StatusStep>;

/** Sources that say different things about one field, side by side. */
export const Disagreement = z.object({
  field: z.enum(['eventStart', 'eventEnd', 'place', 'type', 'figure', 'status']),
  values: z
    .array(z.object({ value: z.string().max(120), outlets: z.array(z.string()).max(50) }))
    .min(2)
    .max(10),
});
export type Disagreement = z.infer<typeof Disagreement>;

export const EventLink = z.object({ kind: z.enum(['partOf', 'follows', 'sameSeries']), id: EventId });
export type EventLink = z.infer<typeof EventLink>;

/** What lists, exports and feeds show of an event. */
export const EventSummary = z
  .object({
    id: EventId,
    title: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: 'A neutral English title composed from the fields.' }),
    category: Category,
    secondary: z.array(Category).max(2),
    type: EventType,
    status: EventStatus,
    eventStart: Day,
    eventEnd: Day,
    grain: Grain,
    place: z.string().max(80).nullable(),
    series: z.string().max(80).nullable(),
    ordinal: z.int().min(1).max(999).nullable(),
    actors: z.array(Actor).max(40),
    origins: z.array(Origin).min(1).max(3),
    reports: z.int().min(0),
    outlets: z
      .int()
      .min(0)
      .meta({ description: 'Independent outlets: syndicated copies and aggregators count once.' }),
    sources: z.array(z.string()).max(60).meta({ description: 'Names of the outlets.' }),
    groups: z.array(SourceGroup).max(12),
    langs: z.array(Language).max(3),
    stateOnly: z.boolean().meta({ description: 'Only state media and governments tell it so far.' }),
    confidence: z.number().min(0).max(1),
    confirmed: z.boolean(),
    significance: z.number().min(0).max(100),
    firstPublished: z.iso.datetime().nullable(),
    firstSeen: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    rev: z.int().min(1),
  })
  .meta({ id: 'EventSummary' });
export type EventSummary = z.infer<typeof EventSummary>;

/** A claim of the article or a row of the chronology that tells of the event. */
export const Telling = z.object({
  origin: z.enum(['article', 'chronology']),
  ref: z.string().max(40).meta({ description: 'The id of the claim or row.' }),
  text: z.string().max(600),
  sourceUrl: z.string().max(2000).nullable(),
});
export type Telling = z.infer<typeof Telling>;

export const Event = EventSummary.extend({
  plover: z.string().max(40).meta({ description: 'The PLOVER event code nearest to the type.' }),
  dateBasis: z.object({
    from: z.enum(['text', 'publication', 'seed']),
    text: z.string().max(120).nullable(),
  }),
  ladder: z.array(StatusStep).max(60),
  tellings: z.array(Telling).max(40),
  disagreements: z.array(Disagreement).max(12),
  links: z.array(EventLink).max(40),
  signature: MergeSignature,
}).meta({ id: 'Event' });
export type Event = z.infer<typeof Event>;

/** An id that was once given out and now leads elsewhere, or nowhere. */
export const Tombstone = z.object({
  id: EventId,
  kind: z.enum(['retracted', 'merged']),
  into: EventId.nullable(),
  reason: z.string().max(300),
  at: z.iso.datetime(),
});
export type Tombstone = z.infer<typeof Tombstone>;

/** A person's decision behind a change. */
export const Audit = z
  .object({
    by: z.string().max(80),
    action: z.enum(['accept', 'edit', 'retract', 'restore', 'merge', 'split']),
    reason: z.string().max(300),
    set: z
      .record(z.string().max(40), z.union([z.string().max(200), z.boolean(), z.null()]).optional())
      .optional()
      .meta({ description: 'Fields and the values that they were given.' }),
  })
  .meta({ id: 'Audit' });
export type Audit = z.infer<typeof Audit>;

/** One entry of the change feed; `seq` counts up by one without holes. */
export const Change = z
  .object({
    seq: z.int().min(1),
    at: z.iso.datetime(),
    kind: z.enum(['created', 'updated', 'retracted', 'merged', 'restored']),
    id: EventId,
    why: z.string().max(300),
    audit: Audit.optional(),
    event: Event.nullable().meta({ description: 'The event after the change; null for a tombstone.' }),
    tombstone: Tombstone.nullable(),
  })
  .meta({ id: 'Change' });
export type Change = z.infer<typeof Change>;
