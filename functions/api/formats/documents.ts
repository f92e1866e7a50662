import type { EventSummary } from '../../../shared/events/event.ts';

type Listed = { event: EventSummary; url: string };
const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/** Coordinates of the places that the gazetteer names (longitude, latitude); others are given out unplaced. */
const COORDINATES: Record<string, [number, number]> = {
  Moscow: [37.62, 55.75],
  Beijing: [116.4, 39.9],
  'St Petersburg': [30.32, 59.94],
  Vladivostok: [131.89, 43.12],
  Sochi: [39.72, 43.6],
  Kazan: [49.11, 55.79],
  Khabarovsk: [135.07, 48.48],
  Blagoveshchensk: [127.53, 50.28],
  Shanghai: [121.47, 31.23],
  Harbin: [126.64, 45.76],
  Qingdao: [120.38, 36.07],
  Zhanjiang: [110.36, 21.27],
  Tianjin: [117.2, 39.13],
  'Sea of Japan': [135, 40],
  'East China Sea': [125, 29],
  'South China Sea': [114, 13],
  'Pacific Ocean': [165, 35],
  'Bering Sea': [-178, 58],
  'Baltic Sea': [19, 57],
  Mediterranean: [18, 35],
  'Gulf of Oman': [59, 24.5],
  'Gulf of Aden': [48, 12],
  'South Africa': [31.05, -29.85],
  Samarkand: [66.97, 39.65],
  Astana: [71.43, 51.13],
  Dushanbe: [68.78, 38.56],
  Tashkent: [69.24, 41.3],
  'New York': [-74, 40.71],
  Auckland: [174.76, -36.85],
  Brasilia: [-47.88, -15.79],
  Novorossiysk: [37.77, 44.72],
};

/** GeoJSON (RFC 7946). */
export const geoJson = (events: Listed[]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    licence: LICENCE,
    features: events.map(({ event, url }) => {
      const at = event.place ? COORDINATES[event.place] : undefined;
      return {
        type: 'Feature',
        id: event.id,
        geometry: at ? { type: 'Point', coordinates: at } : null,
        properties: { ...event, url },
      };
    }),
  });

const parts = (day: string) => ({
  year: day.slice(0, 4),
  month: String(Number(day.slice(5, 7))),
  day: String(Number(day.slice(8, 10))),
});

/** The JSON that TimelineJS reads. */
export const timelineJs = (events: Listed[]): string =>
  JSON.stringify({
    title: { text: { headline: 'Amur', text: 'A timeline of Sino-Russian cooperation. Data: CC BY 4.0.' } },
    events: events.map(({ event, url }) => ({
      unique_id: event.id,
      start_date: parts(event.eventStart),
      end_date: parts(event.eventEnd),
      group: event.category,
      text: {
        headline: event.title.replaceAll('<', '&lt;'),
        text: `<a href="${url}">${event.type.replaceAll('_', ' ')}, ${event.status}</a>`,
      },
    })),
  });

/** schema.org events in JSON-LD. */
export const jsonLd = (events: Listed[], baseUrl: string): string =>
  JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: 'Amur: a timeline of Sino-Russian cooperation',
    description:
      'Dated events of cooperation between Russia and China, one record an event, with the reports that tell of each.',
    license: LICENCE,
    creator: { '@type': 'Organization', name: 'Amur', url: baseUrl },
    hasPart: events.map(({ event, url }) => ({
      '@type': 'Event',
      '@id': url,
      identifier: event.id,
      name: event.title,
      startDate: event.eventStart,
      endDate: event.eventEnd,
      ...(event.place && { location: { '@type': 'Place', name: event.place } }),
    })),
  });
