import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amurClient } from '../../functions/api/client.ts';
import { startTimeline, type Timeline } from '../fakes/timeline.ts';
import { report } from '../fakes/verdicts.ts';

let amur: Timeline;
beforeAll(async () => {
  amur = await startTimeline();
  await amur.record(report({ type: 'summit', who: ['xi', 'putin'], on: '2026-01-05', place: 'Beijing' }));
});
afterAll(() => amur.stop());

describe('the typed client', () => {
  it('lists events under filters that the compiler checks', async () => {
    const client = amurClient('https://amur.example', {
      fetch: (input: RequestInfo | URL, init?: RequestInit) => amur.app.request(String(input), init),
    });
    const answer = await client.v1.events.$get({ query: { category: 'diplomatic', limit: '5' } });
    const { data } = await answer.json();
    expect(data.map(({ type, place }) => ({ type, place }))).toEqual([{ type: 'summit', place: 'Beijing' }]);
  });
});
