import * as z from 'zod';
import { Category } from '../../../shared/classification/verdict.ts';
import { type EventSummary, Origin } from '../../../shared/events/event.ts';
import { countriesOf } from '../../../shared/events/event-filter.ts';
import { coveredShare, periodOf, periodsBetween, type Step, spanOf, tally } from '../counting.ts';
import type { Deps } from '../deps.ts';
import { FILTERS } from '../query.ts';
import { answerJson, defineRoute } from '../route.ts';
import { selected } from './events.ts';

const Count = z.object({
  period: z.string().max(10).meta({ description: '`2023-03`, `2023` or `2020s`.' }),
  group: z.string().max(120),
  events: z.int().min(0).max(1_000_000),
  covered: z
    .number()
    .min(0)
    .max(1)
    .meta({ description: 'Share of the period’s days that some source covers: 0 means unknown, not none.' }),
});

const Stats = z
  .object({
    data: z.array(Count).max(50_000),
    next: z.null(),
    total: z
      .int()
      .min(0)
      .max(1_000_000)
      .meta({ description: 'Events under the filters; each once, whatever groups it is in.' }),
  })
  .meta({ id: 'Stats' });

const Facet = z
  .array(
    z.object({
      value: z.string().max(120),
      name: z.string().max(120).nullable().meta({ description: 'In words, where the value is a code.' }),
      events: z.int().min(0).max(1_000_000),
    }),
  )
  .max(500);
const Facets = z
  .object({
    categories: Facet,
    types: Facet,
    statuses: Facet,
    origins: Facet,
    actors: Facet,
    countries: Facet,
    series: Facet,
    outlets: Facet,
    tiers: Facet,
    langs: Facet,
  })
  .meta({ id: 'Facets' });

const By = z.enum(['category', 'actor', 'source', 'origin']);
type By = z.infer<typeof By>;

export const statisticsRoutes = (deps: Deps) =>
  [
    defineRoute({
      path: '/v1/stats',
      operationId: 'countEvents',
      summary: 'Counts of events by time and group, with what was covered',
      description:
        'Events by the period of their first day. Periods without events are there as 0. An event has one category, and may have several actors, sources and origins. Do not add counts of different origins: they were gathered in different ways.',
      tag: 'statistics',
      query: {
        ...FILTERS,
        groupBy: z
          .enum(['month', 'year', 'decade'])
          .default('year')
          .meta({ description: 'Length of a period.' }),
        by: By.default('category').meta({ description: 'Groups; of actors and sources the twenty largest.' }),
      },
      answer: { type: 'application/json', schema: Stats },
      async run(c, { groupBy, by, ...filters }) {
        const events = await selected(deps, filters);
        const span = spanOf(events, filters);
        const periods = span ? periodsBetween(span.first, span.last, groupBy) : [];
        const data = countBy(events, periods, groupBy, by).map((row) => ({
          ...row,
          covered: coveredShare(row.period, deps.coverage),
        }));
        return answerJson(c, Stats, { data, next: null, total: events.length });
      },
    }),
    defineRoute({
      path: '/v1/facets',
      operationId: 'listFacets',
      summary: 'Values to filter by, with counts',
      description: 'What occurs in the events under the filters, most frequent first, at most 500 of each.',
      tag: 'statistics',
      query: FILTERS,
      answer: { type: 'application/json', schema: Facets },
      async run(c, filters) {
        return answerJson(c, Facets, facetsOf(await selected(deps, filters)));
      },
    }),
  ] as const;

const MOST_GROUPS = 20;

const groupsOf = (event: EventSummary, by: By): readonly string[] => {
  if (by === 'category') return [event.category];
  if (by === 'origin') return event.origins;
  return by === 'actor' ? [...new Set(event.actors.map(({ id }) => id))] : event.sources;
};

const allGroups = (events: EventSummary[], by: By): readonly string[] => {
  if (by === 'category') return Category.options;
  if (by === 'origin') return Origin.options;
  return tally(events.flatMap((event) => groupsOf(event, by)))
    .slice(0, MOST_GROUPS)
    .map(({ value }) => value);
};

const countBy = (events: EventSummary[], periods: string[], step: Step, by: By) => {
  const counts = new Map<string, number>();
  for (const event of events)
    for (const group of groupsOf(event, by)) {
      const cell = `${periodOf(event.eventStart, step)} ${group}`;
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
  const groups = allGroups(events, by);
  return periods.flatMap((period) =>
    groups.map((group) => ({ period, group, events: counts.get(`${period} ${group}`) ?? 0 })),
  );
};

const facetsOf = (events: EventSummary[]): z.infer<typeof Facets> => {
  const names = new Map(events.flatMap(({ actors }) => actors.map(({ id, name }) => [id, name] as const)));
  const facet = (values: (event: EventSummary) => readonly string[]) =>
    tally(events.flatMap((event) => [...new Set(values(event))]))
      .slice(0, 500)
      .map(({ value, events: count }) => ({ value, name: names.get(value) ?? null, events: count }));
  return {
    categories: facet(({ category, secondary }) => [category, ...secondary]),
    types: facet(({ type }) => [type]),
    statuses: facet(({ status }) => [status]),
    origins: facet(({ origins }) => origins),
    actors: facet(({ actors }) => actors.map(({ id }) => id)),
    countries: facet(countriesOf),
    series: facet(({ series }) => (series ? [series] : [])),
    outlets: facet(({ sources }) => sources),
    tiers: facet(({ groups }) => groups),
    langs: facet(({ langs }) => langs),
  };
};
