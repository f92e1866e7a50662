import * as z from 'zod';
import { EventId } from '../../../shared/events/event.ts';
import { coveredShare, periodOf, tally } from '../counting.ts';
import type { Deps } from '../deps.ts';
import { addressOf, publicReport } from '../presented.ts';
import { FILTERS, filterOf } from '../query.ts';

/** A tool for language models: what it takes, and what it gives as JSON. */
export type Tool = {
  name: string;
  description: string;
  input: z.ZodObject;
  run(deps: Deps, input: never): Promise<unknown>;
};

const { minConfidence: _, updatedSince: __, ...CODES } = FILTERS;
const MOST_REPORTS = 50;

const defineTool = <S extends z.ZodObject>(tool: {
  name: string;
  description: string;
  input: S;
  run(deps: Deps, input: z.infer<S>): Promise<unknown>;
}): Tool => tool;

/** Read-only, with the filters and limits of the API; every answer names its sources. */
export const TOOLS: Tool[] = [
  defineTool({
    name: 'search_events',
    description:
      'Dated events of military, economic and diplomatic cooperation between Russia and China, newest first, each with the outlets that report it and the address of its page.',
    input: z.strictObject({ ...CODES, limit: z.int().min(1).max(100).default(20) }),
    async run(deps, { limit, ...filters }) {
      const filter = filterOf(filters);
      const catalogue = await deps.catalogue.now();
      const { items } = catalogue.page(filter, { sort: '-date', limit });
      return {
        events: items.map((event) => ({ ...event, ...addressOf(deps.baseUrl, event.id) })),
        total: catalogue.select(filter).length,
      };
    },
  }),
  defineTool({
    name: 'get_event',
    description:
      'One event with its status ladder, the reports that tell of it with links, and why each was believed.',
    input: z.strictObject({ id: EventId }),
    async run(deps, { id }) {
      const found = await deps.events.get(id);
      if (!found) return { error: 'No event has this id.' };
      if ('tombstone' in found) return found.tombstone;
      const { signature: ___, ...event } = found.event;
      const reports = (await deps.events.reports(id)).slice(0, MOST_REPORTS).map(publicReport);
      return { ...event, ...addressOf(deps.baseUrl, id), reportList: reports };
    },
  }),
  defineTool({
    name: 'count_events',
    description:
      'Counts of events by period and category, with the share of each period that any source covers (0 means unknown, not none), and the outlets behind them. Counts of different origins must not be added up.',
    input: z.strictObject({ ...CODES, groupBy: z.enum(['month', 'year', 'decade']).default('year') }),
    async run(deps, { groupBy, ...filters }) {
      const events = (await deps.catalogue.now()).select(filterOf(filters));
      const cells = tally(
        events.map(({ eventStart, category }) => `${periodOf(eventStart, groupBy)} ${category}`),
      ).toSorted((a, b) => (a.value < b.value ? -1 : 1));
      return {
        total: events.length,
        counts: cells.map(({ value, events: count }) => {
          const [period = '', category] = value.split(' ');
          return { period, category, events: count, covered: coveredShare(period, deps.coverage) };
        }),
        sources: tally(events.flatMap(({ sources }) => sources)).slice(0, 50),
      };
    },
  }),
];
