import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amurClient } from '../../functions/api/client.ts';
import { startTimeline, type Timeline } from '../fakes/timeline.ts';
import { report } from '../fakes/verdicts.ts';

let amur: Timeline;
let client: ReturnType<typeof amurClient>;
beforeAll(async () => {
  amur = await startTimeline();
  await amur.record(report({ type: 'summit', who: ['xi', 'putin'], on: '2026-01-05', place: 'Beijing' }));
  client = amurClient('https://amur.example', { fetch: amur.app.request });
});
afterAll(() => amur.stop());

describe('the typed client', () => {
  it('lists events under filters that the compiler checks', async () => {
    const answer = await client.v1.events.$get({ query: { category: 'diplomatic', limit: '5' } });
    const { data, next } = await answer.json();
    expect(data.map(({ type, place }) => ({ type, place }))).toEqual([{ type: 'summit', place: 'Beijing' }]);
    expect(next).toBeNull();
  });

  it('knows addresses with a part to fill in', async () => {
    const [listed] = (await (await client.v1.events.$get({ query: {} })).json()).data;
    const answer = await client.v1.events[':id'].sources.$get({ param: { id: listed?.id ?? '' }, query: {} });
    const { data } = await answer.json();
    expect(data.map(({ outlet, lang }) => [outlet, lang])).toEqual([['The Outlet', 'en']]);
  });

  it('refuses at compile time what the API would refuse', async () => {
    // @ts-expect-error there is no such parameter
    const answer = await client.v1.events.$get({ query: { categry: 'diplomatic' } });
    expect(answer.status).toBe(400);
  });
});
