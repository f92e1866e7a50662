import type { ListedEvent } from '../presented.ts';
import { coordinatesOf } from './coordinates.ts';
import { DATASET, LICENCE } from './licence.ts';

export const ndjson = (events: ListedEvent[]): string =>
  events.map((event) => `${JSON.stringify({ ...event, licence: LICENCE.name })}\n`).join('');

/** GeoJSON (RFC 7946); an event whose place is not known or has no point is there without a geometry. */
export const geoJson = (events: ListedEvent[]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    licence: LICENCE.url,
    features: events.map((event) => {
      const coordinates = coordinatesOf(event.place);
      return {
        type: 'Feature',
        id: event.id,
        geometry: coordinates && { type: 'Point', coordinates },
        properties: event,
      };
    }),
  });

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A year or a month stays one: TimelineJS shows what is given. */
const timelineDate = (day: string, grain: ListedEvent['grain']) => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  ...(grain !== 'month' && { day: Number(day.slice(8, 10)) }),
});

/** The JSON that TimelineJS reads; it takes its texts for HTML. */
export const timelineJs = (events: ListedEvent[]): string =>
  JSON.stringify({
    title: { text: { headline: DATASET.name, text: `Data: <a href="${LICENCE.url}">${LICENCE.name}</a>` } },
    events: events.map((event) => ({
      unique_id: event.id,
      start_date: timelineDate(event.eventStart, event.grain),
      end_date: timelineDate(event.eventEnd, event.grain),
      group: event.category,
      text: {
        headline: escaped(event.title),
        text: `<a href="${event.page}">${event.type.replaceAll('_', ' ')}, ${event.status}</a>`,
      },
    })),
  });

/** schema.org in JSON-LD. */
export const jsonLd = (events: ListedEvent[], { baseUrl }: { baseUrl: string }): string =>
  JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    ...DATASET,
    license: LICENCE.url,
    creator: { '@type': 'Organization', name: 'Amur', url: baseUrl },
    hasPart: events.map((event) => ({
      '@type': 'Event',
      '@id': event.page,
      identifier: event.id,
      name: event.title,
      startDate: event.eventStart,
      endDate: event.eventEnd,
      ...(event.place && { location: { '@type': 'Place', name: event.place } }),
    })),
  });
