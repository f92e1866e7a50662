import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correct, type Decision } from '../../shared/events/corrections.ts';
import { NOW, startTimeline, type Timeline } from '../fakes/timeline.ts';
import { report, type Says } from '../fakes/verdicts.ts';

let amur: Timeline;
beforeAll(async () => {
  amur = await startTimeline();
});
afterAll(() => amur.stop());

const told = async (says: Says): Promise<string> => {
  const recorded = await amur.record(report(says));
  return 'eventId' in recorded ? recorded.eventId : '';
};
const decide = async (decision: object, key?: string) =>
  (
    await correct(
      { events: amur.events, clock: () => NOW },
      { by: 'an editor', reason: 'checked by hand', ...decision } as Decision,
      key,
    )
  ).id;
const get = (path: string) => amur.app.request(path, { redirect: 'manual' } as never);
const shown = async (id: string) =>
  (await (await get(`/v1/events/${id}`)).json()) as {
    title: string;
    place: string;
    reports: number;
    status: string;
  };

const call = (on: string, outlet = 'A'): Says => ({ type: 'call', who: ['xi', 'putin'], on, outlet });

describe('a correction', () => {
  it('edits a field, and later reports do not undo it', async () => {
    const id = await told({
      type: 'summit',
      who: ['xi', 'putin'],
      on: '2024-05-16',
      place: 'Beijing',
      outlet: 'A',
    });
    await decide({ action: 'edit', id, set: { place: 'Harbin' } });
    expect(
      await told({ type: 'summit', who: ['xi', 'putin'], on: '2024-05-16', place: 'Beijing', outlet: 'B' }),
    ).toBe(id);
    expect(await shown(id)).toMatchObject({ place: 'Harbin', reports: 2 });
  });

  it('retracts an event: 410 with the reason, gone from lists, and further reports of it stay with it', async () => {
    const id = await told(call('2024-06-01'));
    await decide({ action: 'retract', id, reason: 'a hoax' });
    const response = await get(`/v1/events/${id}`);
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
      410,
      'a hoax',
    ]);
    expect((await get(`/events/${id}`)).status).toBe(410);
    expect(await told(call('2024-06-01', 'B'))).toBe(id);
    expect((await get(`/v1/events/${id}`)).status).toBe(410);
    const list = (await (await get('/v1/events?from=2024-06-01&to=2024-06-01')).json()) as {
      data: unknown[];
    };
    expect(list.data).toEqual([]);
    await decide({ action: 'restore', id });
    expect(await shown(id)).toMatchObject({ reports: 2 });
  });

  it('merges two events: the old address leads to the survivor, which has all reports', async () => {
    const [one, two] = [await told(call('2024-07-01')), await told(call('2024-07-05', 'B'))];
    expect(one).not.toBe(two);
    await decide({ action: 'merge', id: two, into: one });
    const response = await get(`/v1/events/${two}`);
    expect([response.status, response.headers.get('location')]).toEqual([
      308,
      `https://amur.example/v1/events/${one}`,
    ]);
    expect(await shown(one)).toMatchObject({ reports: 2 });
    expect(
      ((await (await get(`/v1/events/${one}/sources`)).json()) as { data: unknown[] }).data,
    ).toHaveLength(2);
    expect(await told(call('2024-07-05', 'B'))).toBe(one);
  });

  it('joins two events once a late report shows that they are one', async () => {
    const talks = (on: string, outlet: string, ...who: string[]): Says => ({
      ...call(on, outlet),
      type: 'ministerial_talks',
      who,
      place: 'Moscow',
    });
    const one = await told(talks('2024-09-02', 'A', 'wang', 'russia'));
    const two = await told(talks('2024-09-04', 'B', 'china', 'lavrov'));
    expect(one).not.toBe(two);
    expect(await told(talks('2024-09-03', 'C', 'wang', 'lavrov'))).toBe(one);
    expect(await shown(one)).toMatchObject({ reports: 3 });
    expect((await get(`/v1/events/${two}`)).status).toBe(308);
    expect(await (await get(`/v1/events/${one}/history`)).text()).toContain('reported apart');
  });

  it('never joins again what a person split', async () => {
    const [a, b] = [call('2024-10-01'), call('2024-10-01', 'B')];
    const id = await told(a);
    await told(b);
    const fresh = await decide({ action: 'split', id, reports: [report(b).id] });
    await told(call('2024-10-01', 'C'));
    expect([await told(a), await told(b)]).toEqual([id, fresh]);
  });

  it('splits an event: the reports that leave are an event of their own', async () => {
    const id = await told(call('2024-08-01'));
    expect(await told(call('2024-08-01', 'B'))).toBe(id);
    const fresh = await decide({ action: 'split', id, reports: [report(call('2024-08-01', 'B')).id] });
    expect([(await shown(id)).reports, (await shown(fresh)).reports]).toEqual([1, 1]);
    expect(await told(call('2024-08-01', 'B'))).toBe(fresh);
  });

  it.each([
    { it: 'an unknown event', decision: { action: 'retract', id: 'e0000000000000000' }, says: 'no event' },
    { it: 'a merge with itself', decision: { action: 'merge' }, says: 'itself' },
    { it: 'a split by a foreign report', decision: { action: 'split', reports: ['r1'] }, says: 'not part' },
    {
      it: 'a restoration of what is not withdrawn',
      decision: { action: 'restore' },
      says: 'Only a retracted',
    },
  ])('is refused for $it, and nothing changes', async ({ decision, says }) => {
    const id = await told(call('2024-09-01'));
    const before = await amur.events.head();
    await expect(decide({ id, into: id, ...decision })).rejects.toThrow(says);
    expect(await amur.events.head()).toEqual(before);
  });

  it('is in the change feed with its reason, and a mirror ends with what is shown', async () => {
    const mirror = new Set<string>();
    for (const { id, event } of await amur.events.changes(0, 1000))
      event ? mirror.add(id) : mirror.delete(id);
    const { items } = await amur.events.list({ messages: true }, { sort: 'date', limit: 100 });
    expect([...mirror].sort()).toEqual(items.map(({ id }) => id).sort());
    expect((await amur.events.changes(0, 1000)).map(({ why }) => why)).toContain('an editor: a hoax');
  });
});
