import * as z from 'zod';
import { Evidence, Language } from '../../shared/classification/verdict.ts';
import { Change, Event, EventSummary } from '../../shared/events/event.ts';
import { Relation } from '../../shared/events/related.ts';
import type { Report } from '../../shared/events/report.ts';
import { SourceGroup } from '../../shared/ingestion/source.ts';

const Address = z.url().max(2000);

/** An event as lists, exports, feeds and changes give it out. */
export const ListedEvent = EventSummary.extend({
  url: Address.meta({ description: 'Its own address in this API.' }),
  page: Address.meta({ description: 'Its page for people; permanent.' }),
}).meta({ id: 'ListedEvent', description: 'An event as every list and export gives it out.' });
export type ListedEvent = z.infer<typeof ListedEvent>;

export const EventList = z
  .object({
    data: z.array(ListedEvent).max(100),
    next: z.string().max(600).nullable().meta({ description: 'Cursor of the next page; null on the last.' }),
  })
  .meta({ id: 'EventList' });

/** A report as it may leave: outlet, headline and link, and why it was believed; never the outlet's summary. */
export const PublicReport = z
  .object({
    id: z.string().max(40),
    outlet: z.string().max(120),
    tier: SourceGroup,
    lang: Language,
    title: z.string().max(500).meta({ description: 'The headline in its own language.' }),
    url: z.string().max(2000).nullable(),
    published: z.iso.datetime().nullable(),
    firstSeen: z.iso.datetime(),
    confidence: z.number().min(0).max(1),
    reasons: z
      .array(Evidence)
      .max(200)
      .meta({ description: 'What weighed in; the words are given where they stand in the headline.' }),
    lexiconVersion: z.string().max(40),
    modelVersion: z.string().max(40),
  })
  .meta({ id: 'PublicReport' });
export type PublicReport = z.infer<typeof PublicReport>;

export const FullEvent = Event.omit({ signature: true })
  .extend({
    url: Address,
    page: Address,
    related: z.array(Relation).max(20),
    reportList: z.array(PublicReport).max(1000),
  })
  .meta({ id: 'FullEvent', description: 'One event with its reports and why each of them was believed.' });

/** An entry of the change feed, with the event as lists give it out. */
export const PublicChange = Change.extend({
  event: ListedEvent.nullable().meta({
    description: 'The event after the change; null where it is withdrawn.',
  }),
}).meta({ id: 'PublicChange' });
export type PublicChange = z.infer<typeof PublicChange>;

export const addressOf = (baseUrl: string, id: string): { url: string; page: string } => ({
  url: `${baseUrl}/v1/events/${id}`,
  page: `${baseUrl}/events/${id}`,
});

export const listed = (baseUrl: string, event: EventSummary): ListedEvent =>
  ListedEvent.parse({ ...event, ...addressOf(baseUrl, event.id) });

export const publicChange = (baseUrl: string, change: Change): PublicChange => ({
  ...change,
  event: change.event && listed(baseUrl, change.event),
});

export const publicReport = ({
  id,
  outlet,
  group,
  verdict,
  title,
  url,
  published,
  firstSeen,
}: Report): PublicReport => ({
  id,
  outlet,
  tier: group,
  lang: verdict.lang,
  title,
  url,
  published,
  firstSeen,
  confidence: verdict.p,
  // Words of the headline may be shown; those of the summary stay here, only where they stood is told.
  reasons: verdict.evidence.map((one) => (one.field === 'title' ? one : { ...one, text: '' })),
  lexiconVersion: verdict.lexiconVersion,
  modelVersion: verdict.modelVersion,
});
