import * as z from 'zod';
import { Evidence, Language } from '../../shared/classification/verdict.ts';
import { Event, EventSummary } from '../../shared/events/event.ts';
import type { Report } from '../../shared/events/report.ts';
import { SourceGroup } from '../../shared/ingestion/source.ts';

/** An event as lists give it out. */
export const ListedEvent = EventSummary.extend({
  url: z.url().max(2000).meta({ description: 'Its own address.' }),
}).meta({ id: 'ListedEvent' });
export type ListedEvent = z.infer<typeof ListedEvent>;

export const EventList = z
  .object({
    data: z.array(ListedEvent).max(100),
    next: z.string().max(600).nullable().meta({ description: 'Cursor of the next page.' }),
  })
  .meta({ id: 'EventList' });

/** A report as it may leave: outlet, headline and link, and why it was believed; never the outlet's summary. */
export const PublicReport = z
  .object({
    id: z.string().max(40),
    outlet: z.string().max(120),
    tier: SourceGroup,
    lang: Language,
    title: z.string().max(500),
    url: z.string().max(2000).nullable(),
    published: z.iso.datetime().nullable(),
    firstSeen: z.iso.datetime(),
    confidence: z.number().min(0).max(1),
    reasons: z.array(Evidence.omit({ text: true }).extend({ text: z.string().max(200) })).max(200),
    lexiconVersion: z.string().max(40),
    modelVersion: z.string().max(40),
  })
  .meta({ id: 'PublicReport' });
export type PublicReport = z.infer<typeof PublicReport>;

export const FullEvent = Event.extend({
  url: z.url().max(2000),
  sourcesList: z.array(PublicReport).max(1000),
}).meta({ id: 'FullEvent' });

export const listed = (baseUrl: string, event: EventSummary): ListedEvent =>
  ListedEvent.parse({ ...event, url: `${baseUrl}/v1/events/${event.id}` });

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
