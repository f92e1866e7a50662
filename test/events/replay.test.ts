import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '../../shared/classification/verdict.ts';
import { applyReplay } from '../../shared/events/apply-replay.ts';
import { correct } from '../../shared/events/corrections.ts';
import { NOW, startTimeline, type Timeline } from '../fakes/timeline.ts';
import { report, type Says } from '../fakes/verdicts.ts';

let amur: Timeline;
beforeAll(async () => {
  amur = await startTimeline();
});
afterAll(() => amur.stop());

const call = (on: string, outlet = 'A'): Says => ({ type: 'call', who: ['xi', 'putin'], on, outlet });
const told = async (says: Says): Promise<string> => {
  const recorded = await amur.record(report(says));
  return 'eventId' in recorded ? recorded.eventId : '';
};
const shown = async (id: string) => {
  const response = await amur.app.request(`/v1/events/${id}`);
  return { ...((await response.json()) as { type?: string; reports?: number }), code: response.status };
};

/** A newer classifier that judges the outlets named here anew, and all others as before. */
const apply = (on: string, anew: Record<string, Partial<Verdict>>) => {
  const clock = () => NOW;
  const classify = ({ outlet }: { outlet: string }): Verdict => ({
    ...report(call(on, outlet)).verdict,
    ...anew[outlet],
  });
  return applyReplay({ ...amur, clock }, classify, on, on);
};

describe('a replay that is applied', () => {
  it('codes reports anew: the event keeps its id and what a person set', async () => {
    const id = await told(call('2024-03-01'));
    const ports = { ...amur, clock: () => NOW };
    await correct(ports, {
      action: 'edit',
      id,
      set: { place: 'Harbin' },
      by: 'An editor',
      reason: 'as told',
    });
    expect(await apply('2024-03-01', { A: { type: 'summit' } })).toMatchObject({ revised: 1, left: 0 });
    expect(await shown(id)).toMatchObject({ code: 200, type: 'summit', place: 'Harbin' });
  });

  it('lets a report go that tells of no event, and keeps the others', async () => {
    const id = await told(call('2024-04-01'));
    await told(call('2024-04-01', 'B'));
    expect(await apply('2024-04-01', { B: { relevant: false, p: 0.1 } })).toMatchObject({ left: 1 });
    expect(await shown(id)).toMatchObject({ reports: 1 });
  });

  it('withdraws an event that nothing tells of, with the reason', async () => {
    const id = await told(call('2024-05-01'));
    const { withdrawn } = await apply('2024-05-01', { A: { relevant: false, p: 0.1 } });
    expect(withdrawn).toEqual([id]);
    expect(await shown(id)).toMatchObject({ code: 410, detail: expect.stringContaining('rules of today') });
  });

  it('changes nothing the second time, nor where all is decided as before', async () => {
    await told(call('2024-06-01'));
    const anew = { A: { type: 'summit' as const } };
    await apply('2024-06-01', anew);
    const { seq } = await amur.events.head();
    expect(await apply('2024-06-01', anew)).toEqual({ revised: 0, left: 0, withdrawn: [] });
    expect((await amur.events.head()).seq).toBe(seq);
  });
});
