import type { Context } from 'hono';
import type { EventSummary } from '../../../shared/events/event.ts';
import type { Deps } from '../deps.ts';
import { csv } from '../formats/csv.ts';
import { geoJson, jsonLd, ndjson, timelineJs } from '../formats/documents.ts';
import { atom, type FeedInfo, jsonFeed, rss } from '../formats/feeds.ts';
import { calendar } from '../formats/ical.ts';
import { addressOf, type ListedEvent } from '../presented.ts';
import { FILTERS } from '../query.ts';
import { defineRoute, mediaType, Text } from '../route.ts';
import { selected } from './events.ts';

const NEWEST = 50;

type Format = {
  ending: string;
  name: string;
  type: string;
  what: string;
  file?: string;
  write(events: ListedEvent[], deps: Deps): string;
};

const FORMATS: Format[] = [
  {
    ending: 'csv',
    name: 'Csv',
    type: 'text/csv; charset=utf-8; header=present',
    what: 'CSV (RFC 4180)',
    file: 'amur-events.csv',
    write: csv,
  },
  {
    ending: 'ndjson',
    name: 'Ndjson',
    type: 'application/x-ndjson; charset=utf-8',
    what: 'JSON, one event a line',
    write: ndjson,
  },
  {
    ending: 'geojson',
    name: 'GeoJson',
    type: 'application/geo+json; charset=utf-8',
    what: 'GeoJSON (RFC 7946)',
    write: geoJson,
  },
  {
    ending: 'ics',
    name: 'Calendar',
    type: 'text/calendar; charset=utf-8',
    what: 'iCalendar (RFC 5545), as far as they have a date of days',
    file: 'amur-events.ics',
    write: calendar,
  },
  {
    ending: 'jsonld',
    name: 'JsonLd',
    type: 'application/ld+json; charset=utf-8',
    what: 'schema.org in JSON-LD',
    write: jsonLd,
  },
  {
    ending: 'timelinejs.json',
    name: 'TimelineJs',
    type: 'application/json; charset=utf-8',
    what: 'the JSON of TimelineJS',
    write: timelineJs,
  },
];

const FEEDS = [
  { ending: 'atom', name: 'Atom', type: 'application/atom+xml; charset=utf-8', write: atom },
  { ending: 'rss', name: 'Rss', type: 'application/rss+xml; charset=utf-8', write: rss },
  { ending: 'json', name: 'Json', type: 'application/feed+json; charset=utf-8', write: jsonFeed },
];

export const exportRoutes = (deps: Deps) =>
  FORMATS.map(({ ending, name, type, what, file, write }) =>
    defineRoute({
      path: `/v1/events.${ending}`,
      operationId: `exportEvents${name}`,
      summary: `Events as ${what}`,
      description: `All events under the filters as ${what}. Data: CC BY 4.0.`,
      tag: 'exports',
      query: FILTERS,
      answer: { type: mediaType(type), schema: Text },
      async run(c, filters) {
        const events = presented(deps, await selected(deps, filters));
        const named = file ? { 'content-disposition': `attachment; filename="${file}"` } : {};
        return c.body(write(events, deps), 200, { 'content-type': type, ...named });
      },
    }),
  );

export const feedRoutes = (deps: Deps) =>
  FEEDS.map(({ ending, name, type, write }) =>
    defineRoute({
      path: `/feed.${ending}`,
      operationId: `feed${name}`,
      summary: `The newest ${NEWEST} events as a feed (${name})`,
      description: `The ${NEWEST} events under the filters that were put on record last, newest first.`,
      tag: 'feeds',
      query: FILTERS,
      answer: { type: mediaType(type), schema: Text },
      async run(c, filters) {
        const events = presented(deps, newest(await selected(deps, filters)));
        return c.body(write(infoOf(c, deps, events), events), 200, { 'content-type': type });
      },
    }),
  );

const presented = (deps: Deps, events: EventSummary[]): ListedEvent[] =>
  events.map((event) => ({ ...event, ...addressOf(deps.baseUrl, event.id) }));

const FIRST_MOMENT = '1970-01-01T00:00:00.000Z';

const infoOf = (c: Context, { baseUrl }: Deps, events: ListedEvent[]): FeedInfo => {
  const { pathname, search } = new URL(c.req.url);
  return {
    title: 'Amur: Russia and China, event by event',
    selfUrl: `${baseUrl}${pathname}${search}`,
    homeUrl: `${baseUrl}/${search}`,
    updated:
      events
        .map(({ updatedAt }) => updatedAt)
        .sort()
        .at(-1) ?? FIRST_MOMENT,
  };
};

/** By the moment at which they came on record, not by the day on which they happened. */
const newest = (events: EventSummary[]): EventSummary[] =>
  events
    .toSorted(
      (a, b) =>
        b.firstSeen.localeCompare(a.firstSeen) ||
        b.eventStart.localeCompare(a.eventStart) ||
        a.id.localeCompare(b.id),
    )
    .slice(0, NEWEST);
