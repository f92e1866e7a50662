import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSeed, seedSources, seedTellings } from '../../seed/load-seed.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';

const tellings = seedTellings();

describe('the seed in the store', () => {
  let dynamo: EmbeddedDynamo;
  let ports: Parameters<typeof loadSeed>[0] & { events: ReturnType<typeof dynamoEventStore> };
  let first: Awaited<ReturnType<typeof loadSeed>>;

  beforeAll(async () => {
    dynamo = await startEmbedded();
    ports = {
      events: dynamoEventStore(dynamo.client, dynamo.table),
      sources: dynamoSourceStore(dynamo.client, dynamo.table),
      clock: () => new Date('2026-01-01T00:00:00Z'),
    };
    first = await loadSeed(ports, seedSources());
  }, 30_000);
  afterAll(() => dynamo.stop());

  const eventOf = async (ref: string) => {
    const { items } = await ports.events.list({}, { sort: 'date', limit: 100 });
    for (const { id } of items) {
      const found = await ports.events.get(id);
      if (found && 'event' in found && found.event.tellings.some((telling) => telling.ref === ref))
        return found.event;
    }
    return undefined;
  };

  it('is one event for each row that joins no other', () => {
    const joined = tellings.filter(({ joins }) => joins).length;
    expect(first).toEqual({ created: tellings.length - joined, joined, updated: 0, known: 0 });
  });

  it('tells Xi’s visit of 20–22 March 2023 once, by three claims and two rows', async () => {
    const visit = await eventOf('18');
    expect(visit).toMatchObject({
      category: 'diplomatic',
      type: 'visit',
      eventStart: '2023-03-20',
      eventEnd: '2023-03-22',
      origins: ['article', 'chronology'],
    });
    expect(visit?.tellings.map(({ ref }) => ref)).toEqual(['18', '19', '23', 'c-2023-03-20', 'c-2023-03-21']);
    expect(visit?.secondary).toEqual(expect.arrayContaining(['economic', 'military']));
  });

  it('changes nothing when it is loaded again', async () => {
    const before = await ports.events.head();
    expect(await loadSeed(ports, seedSources())).toEqual({
      created: 0,
      joined: 0,
      updated: 0,
      known: tellings.length,
    });
    expect(await ports.events.head()).toEqual(before);
  });

  it('takes the new place of one row that was mended, and touches no other', async () => {
    const mended = tellings.map((row) => (row.ref === 'c-1992-01-31' ? { ...row, place: 'Geneva' } : row));
    expect(await loadSeed(ports, seedSources(), undefined, mended)).toMatchObject({
      updated: 1,
      known: tellings.length - 1,
    });
    expect((await eventOf('c-1992-01-31'))?.place).toBe('Geneva');
  });

  it('says how far it is after each row that is new or mended', async () => {
    const said: string[] = [];
    const rows = tellings
      .slice(0, 9)
      .map((row, index) => (index < 3 ? { ...row, text: `${row.text} Mended.` } : row));
    await loadSeed(ports, seedSources(), (done, of) => said.push(`${done}/${of}`), rows);
    expect(said).toEqual(['1/3', '2/3', '3/3']);
  });
});
