import type { Context } from 'hono';
import type { EventSummary } from '../../../shared/events/event.ts';
import type { Deps } from '../deps.ts';
import { csvHeader, csvRow } from '../formats/csv.ts';
import { geoJson, jsonLd, timelineJs } from '../formats/documents.ts';
import { atom, jsonFeed, rss } from '../formats/feeds.ts';
import { calendar } from '../formats/ical.ts';
import { listed } from '../presented.ts';
import { FILTERS, filterOf } from '../query.ts';
import { defineRoute, Text } from '../route.ts';
import { allEvents } from './events.ts';

const NEWEST = 50;

type Format = {
  ending: string;
  type: string;
  summary: string;
  file?: string;
  write(events: EventSummary[], deps: Deps): string;
};

const withUrls = (events: EventSummary[], { baseUrl }: Deps) =>
  events.map((event) => ({ event, url: `${baseUrl}/events/${event.id}` }));

const FORMATS: Format[] = [
  {
    ending: 'csv',
    type: 'text/csv; charset=utf-8; header=present',
    summary: 'All events under the filters as CSV (RFC 4180)',
    file: 'amur-events.csv',
    write: (events, deps) =>
      csvHeader() +
      withUrls(events, deps)
        .map(({ event, url }) => csvRow(event, url))
        .join(''),
  },
  {
    ending: 'ndjson',
    type: 'application/x-ndjson; charset=utf-8',
    summary: 'All events under the filters, one JSON line each',
    write: (events, { baseUrl }) =>
      events
        .map((event) => `${JSON.stringify({ ...listed(baseUrl, event), licence: 'CC BY 4.0' })}\n`)
        .join(''),
  },
  {
    ending: 'geojson',
    type: 'application/geo+json; charset=utf-8',
    summary: 'All events under the filters as GeoJSON',
    write: (events, deps) => geoJson(withUrls(events, deps)),
  },
  {
    ending: 'ics',
    type: 'text/calendar; charset=utf-8',
    summary: 'Events with a calendar date as iCalendar',
    write: (events, deps) => calendar(withUrls(events, deps), new URL(deps.baseUrl).hostname),
  },
  {
    ending: 'jsonld',
    type: 'application/ld+json; charset=utf-8',
    summary: 'All events under the filters as JSON-LD',
    write: (events, deps) => jsonLd(withUrls(events, deps), deps.baseUrl),
  },
  {
    ending: 'timelinejs.json',
    type: 'application/json; charset=utf-8',
    summary: 'All events under the filters for TimelineJS',
    write: (events, deps) => timelineJs(withUrls(events, deps)),
  },
];

const FEEDS = [
  { ending: 'atom', type: 'application/atom+xml; charset=utf-8', write: atom },
  { ending: 'rss', type: 'application/rss+xml; charset=utf-8', write: rss },
  { ending: 'json', type: 'application/feed+json; charset=utf-8', write: jsonFeed },
];

export const exportRoutes = (deps: Deps) => [
  ...FORMATS.map(({ ending, type, summary, file, write }) =>
    defineRoute({
      path: `/v1/events.${ending}`,
      operationId: `exportEvents_${ending.replace(/\W/g, '_')}`,
      summary,
      tag: 'exports',
      query: FILTERS,
      answers: { type: type.split(';')[0] ?? type, schema: Text },
      async run(c, filters) {
        const events: EventSummary[] = [];
        for await (const event of allEvents(deps, filterOf(filters))) events.push(event);
        const named = file ? { 'content-disposition': `attachment; filename="${file}"` } : {};
        return c.body(write(events, deps), 200, { 'content-type': type, ...named });
      },
    }),
  ),
  ...FEEDS.map(({ ending, type, write }) =>
    defineRoute({
      path: `/feed.${ending}`,
      operationId: `feed_${ending}`,
      summary: `The newest ${NEWEST} events by first publication here`,
      tag: 'feeds',
      query: FILTERS,
      answers: { type: type.split(';')[0] ?? type, schema: Text },
      async run(c, filters) {
        const events = await newestBySeen(deps, filterOf(filters));
        const { updatedAt } = await deps.events.head();
        const info = {
          title: 'Amur: Russia and China, event by event',
          selfUrl: selfUrl(c, deps),
          homeUrl: `${deps.baseUrl}/`,
          updated: updatedAt ?? '1970-01-01T00:00:00.000Z',
        };
        return c.body(write(info, withUrls(events, deps)), 200, { 'content-type': type });
      },
    }),
  ),
];

const selfUrl = (c: Context, { baseUrl }: Deps): string => {
  const { pathname, search } = new URL(c.req.url);
  return `${baseUrl}${pathname}${search}`;
};

/** The newest by the moment at which the tracker first had them, not by the day on which they happened. */
const newestBySeen = async (
  deps: Deps,
  filter: Parameters<Deps['events']['list']>[0],
): Promise<EventSummary[]> => {
  const events: EventSummary[] = [];
  for await (const event of allEvents(deps, filter, '-updatedAt')) events.push(event);
  return events
    .sort(
      (a, b) =>
        b.firstSeen.localeCompare(a.firstSeen) ||
        b.eventStart.localeCompare(a.eventStart) ||
        a.id.localeCompare(b.id),
    )
    .slice(0, NEWEST);
};
