import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEvents } from '../../shared/events/all-events.ts';
import type { EventFilter } from '../../shared/events/event-store.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { fill } from '../bench/scale/fill.ts';
import { missOf, ratioOf, verdictOf } from '../bench/scale/growth.ts';
import { madeUpEvents, RARE_ACTOR } from '../bench/scale/made-up-events.ts';
import { type Bench, measureIndexed, openBench } from '../bench/scale/measure-scale.ts';

describe('what grows with the record', () => {
  it.each([
    { it: 'is the largest over the smallest record', values: [4, 5, 6], ratio: 1.5 },
    { it: 'is nothing where nothing is taken', values: [0, 0], ratio: 1 },
    { it: 'is without end where it began with nothing', values: [0, 3], ratio: Number.POSITIVE_INFINITY },
  ])('$it', ({ values, ratio }) => expect(ratioOf(values)).toBe(ratio));

  it.each([
    { it: 'holds up to 1.2 times the units', units: [10, 12], milliseconds: [1, 1], missed: [] },
    { it: 'misses with more units', units: [10, 12.1], milliseconds: [1, 1], missed: ['units'] },
    { it: 'holds up to 1.5 times the time', units: [1, 1], milliseconds: [2, 3], missed: [] },
    { it: 'misses with more time', units: [1, 1], milliseconds: [2, 3.1], missed: ['milliseconds'] },
    { it: 'misses both', units: [1, 10], milliseconds: [1, 10], missed: ['units', 'milliseconds'] },
  ])('$it', ({ units, milliseconds, missed }) =>
    expect(verdictOf({ units, milliseconds }).missed).toEqual(missed),
  );

  it.each([
    { it: 'nothing of what holds', growth: { units: [1, 1], milliseconds: [1, 1] }, says: null },
    {
      it: 'the reason that is known',
      growth: { units: [1, 9], milliseconds: [1, 1], grows: 'all is read' },
      says: 'A page misses the bar of units: all is read.',
    },
    {
      it: 'that no reason is known',
      growth: { units: [1, 9], milliseconds: [1, 9] },
      says: 'A page misses the bar of units and time: nobody knows yet.',
    },
  ])('says $it', ({ growth, says }) => expect(missOf({ name: 'A page', ...growth })).toBe(says));
});

describe('made-up events', () => {
  it('are the same ones in a larger record', () => {
    const [small, large] = [madeUpEvents(100, 60), madeUpEvents(300, 60)];
    expect(large.slice(0, 40)).toEqual(small.slice(0, 40));
    expect(large.slice(-60)).toEqual(small.slice(-60));
  });
});

const started: EmbeddedDynamo[] = [];
afterAll(() => Promise.all(started.map((dynamo) => dynamo.stop())));

const filledWith = async (size: number) => {
  const dynamo = await startEmbedded();
  started.push(dynamo);
  await fill(dynamo, madeUpEvents(size, 60), () => {});
  return openBench(dynamo);
};

describe('a filled store', () => {
  let small: Bench;
  let large: Bench;
  beforeAll(async () => {
    small = await filledWith(80);
    large = await filledWith(160);
  }, 20_000);

  const taken = async (bench: Bench): Promise<number[]> => {
    const all = await measureIndexed(bench, 1);
    return ['first page', 'changes at the head'].map(
      (wanted) => all.find(({ name }) => name === wanted)?.units ?? 0,
    );
  };

  it('of twice the size takes the same for the first page and for the change feed', async () => {
    const units = await taken(small);
    expect(Math.min(...units)).toBeGreaterThan(1); // the journal's position alone is one
    expect(await taken(large)).toEqual(units);
  });

  it.each<{ it: string; filter: EventFilter }>([
    { it: 'an index decides the filter', filter: { actor: [RARE_ACTOR.id] } },
    { it: 'no index decides it and most rows pass', filter: { lang: ['ru'] } },
    { it: 'no index decides it and few rows pass', filter: { source: ['Outlet 7'] } },
    { it: 'no row passes', filter: { source: ['None'] } },
  ])('gives the same events in pages of two and in one page where $it', async ({ filter }) => {
    const inPages = (limit: number) => allEvents(large.events, filter, { sort: '-date', limit });
    expect(await inPages(2)).toEqual(await inPages(1000));
  });
});
