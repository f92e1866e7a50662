import * as z from 'zod';
import { addDays } from '../classification/calendar.ts';
import type { EventSummary } from './event.ts';
import type { EventReader } from './event-store.ts';

/** Another event on record and how this one stands to it. */
export const Relation = z
  .object({
    kind: z.enum(['partOf', 'hasPart', 'follows', 'sameSeries']),
    id: z.string(),
    title: z.string(),
  })
  .meta({ id: 'Relation' });
export type Relation = z.infer<typeof Relation>;

const MOST_RELATED = 20;
/** A visit lasts days, not months; a patrol that begins later than this follows no drill (days). */
const LONGEST_VISIT = 14;
const FOLLOWS_WITHIN = 10;
/** What others are part of or follow is told to last a month at most (days). */
const LONGEST_FRAME = 31;
const MOST_NEAR = 60;
const MOST_IN_SERIES = 200;

/** Events on the days around one, and those of its series, itself among both. */
export type Neighbourhood = { around: EventSummary[]; series: EventSummary[] };

/** Found by its days and its series: two bounded reads, never the whole record. */
export const neighbourhoodOf = async (
  events: Pick<EventReader, 'list'>,
  event: EventSummary,
): Promise<Neighbourhood> => {
  const { eventStart, eventEnd, series } = event;
  const near = { from: addDays(eventStart, -LONGEST_VISIT), to: addDays(eventEnd, FOLLOWS_WITHIN) };
  // As a place to go on from: by its filter alone a list looks back as far as the longest event, which is years.
  const after = { key: addDays(eventStart, -LONGEST_FRAME), id: '' };
  const [around, ofSeries] = await Promise.all([
    events.list(near, { sort: 'date', limit: MOST_NEAR, after }),
    series ? events.list({ series: [series] }, { sort: '-date', limit: MOST_IN_SERIES }) : { items: [] },
  ]);
  return { around: around.items, series: ofSeries.items };
};

/**
 * The relations of an event (codebook, granularity): a deal or a drill of its own during a visit is part of it, a
 * patrol follows the drill before it, and the neighbours in a series are named. Pure.
 */
export const relationsOf = (event: EventSummary, { around, series }: Neighbourhood): Relation[] => {
  const related = (kind: Relation['kind'], list: EventSummary[]): Relation[] =>
    list.map(({ id, title }) => ({ kind, id, title }));
  const others = around.filter(({ id }) => id !== event.id);
  return [
    ...related(
      'partOf',
      others.filter((other) => isPartOf(event, other)),
    ),
    ...related(
      'hasPart',
      others.filter((other) => isPartOf(other, event)),
    ),
    ...related(
      'follows',
      others.filter((other) => follows(event, other)),
    ),
    ...related('sameSeries', neighboursOf(event, series)),
  ].slice(0, MOST_RELATED);
};

/** Acts that others are part of; a meeting of several states is no part of one of two. */
const FRAMES = new Set(['visit', 'summit']);
const NO_PART = new Set(['visit', 'summit', 'message', 'trade_figures', 'multilateral', 'call']);

const isPartOf = (part: EventSummary, whole: EventSummary): boolean =>
  FRAMES.has(whole.type) &&
  !NO_PART.has(part.type) &&
  part.eventStart >= whole.eventStart &&
  part.eventEnd <= whole.eventEnd &&
  part.grain !== 'month' &&
  namesOf(part).some((id) => namesOf(whole).includes(id));

const namesOf = ({ actors }: EventSummary): string[] =>
  actors.map(({ id }) => id).filter((id) => !id.startsWith('THIRD') && !id.endsWith('.STATE'));

const follows = (patrol: EventSummary, drill: EventSummary): boolean =>
  patrol.type === 'joint_patrol' &&
  drill.type === 'joint_exercise' &&
  patrol.eventStart >= drill.eventEnd &&
  patrol.eventStart <= addDays(drill.eventEnd, FOLLOWS_WITHIN);

const neighboursOf = (event: EventSummary, series: EventSummary[]): EventSummary[] => {
  const line = series
    .filter(({ id }) => id !== event.id)
    .sort((a, b) => a.eventStart.localeCompare(b.eventStart) || a.id.localeCompare(b.id));
  const before = line.filter(({ eventStart }) => eventStart <= event.eventStart).at(-1);
  const after = line.find(({ eventStart }) => eventStart > event.eventStart);
  return [before, after].filter((one) => one !== undefined);
};
