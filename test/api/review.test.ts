import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../../shared/events/replay.ts';
import type { Report } from '../../shared/events/report.ts';
import { queueIdOf } from '../../shared/events/review.ts';
import { NOW, startTimeline, type Timeline } from '../fakes/timeline.ts';
import { report, type Says, verdict } from '../fakes/verdicts.ts';

const REVIEWER = 'a-token-of-an-editor-that-is-long';
const READER = 'a-token-of-a-reader-that-is-long-';
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

let amur: Timeline;
beforeAll(async () => {
  amur = await startTimeline({
    review: async () => ({
      events: amur.events,
      asides: amur.asides,
      clock: () => NOW,
      reviewers: async () => [
        { name: 'reader', hash: hashOf(READER), scopes: ['read'] },
        { name: 'editor', hash: hashOf(REVIEWER), scopes: ['review'] },
      ],
    }),
  });
});
afterAll(() => amur.stop());

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
const ask = async (path: string, token?: string, body?: unknown, more: object = {}): Promise<Answer> => {
  const response = await amur.app.request(path, {
    method: body === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...more,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as never };
};
const correct = (id: string, body: object, key?: string) =>
  ask(
    `/v1/events/${id}/corrections`,
    REVIEWER,
    { reason: 'checked by hand', ...body },
    key ? { 'idempotency-key': key } : {},
  );
const told = async (says: Says): Promise<string> => {
  const recorded = await amur.record(report(says));
  return 'eventId' in recorded ? recorded.eventId : '';
};
const call = (on: string, outlet = 'A'): Says => ({ type: 'call', who: ['xi', 'putin'], on, outlet });

/** A report as the classifier leaves it when it is unsure: no event, but a suggestion. */
const unsure = (says: Says, suggested = true): Report => {
  const sure = verdict(says);
  const { secondary, type, status, eventStart, eventEnd, grain, place, series, ordinal, signature } = sure;
  const suggestion = {
    secondary,
    type,
    status,
    eventStart,
    eventEnd,
    grain,
    place,
    series,
    ordinal,
    signature,
  };
  return {
    ...report(says),
    verdict: {
      ...sure,
      relevant: false,
      p: 0.42,
      ...{ category: null, type: null, status: null, eventStart: null, eventEnd: null, grain: null },
      ...{ dateBasis: null, place: null, series: null, ordinal: null, signature: null },
      ...(suggested && { suggestion: suggestion as never }),
    },
  };
};
const wait = async (says: Says, suggested = true): Promise<string> => {
  const one = unsure(says, suggested);
  await amur.record(one);
  return queueIdOf(one);
};
const judge = (item: string, body: object) =>
  ask(`/v1/review/${item}/decision`, REVIEWER, { reason: 'checked by hand', ...body });
const eventOf = ({ body }: Answer) => body.event as { id: string; url: string } | null;

describe('who may correct', () => {
  it.each([
    { it: 'nobody without a token', token: undefined, path: '/v1/review', status: 401 },
    { it: 'no stranger', token: 'a-token-that-nobody-gave-out', path: '/v1/review', status: 401 },
    { it: 'a reader may look', token: READER, path: '/v1/review', status: 200 },
    { it: 'an editor may look', token: REVIEWER, path: '/v1/review', status: 200 },
  ])('$it', async ({ token, path, status }) => {
    const answer = await ask(path, token);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('www-authenticate') !== null).toBe(status === 401);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('a reader decides nothing, and learns nothing of what is there', async () => {
    const id = await told(call('2024-01-10'));
    for (const path of [id, 'e0000000000000000'])
      expect(
        await ask(`/v1/events/${path}/corrections`, READER, { action: 'retract', reason: 'a hoax' }),
      ).toMatchObject({ status: 403 });
    expect((await ask(`/v1/events/${id}`)).status).toBe(200);
  });

  it('an installation without reviewers takes no corrections', async () => {
    const bare = await startTimeline();
    const answer = await bare.app.request('/v1/review', { headers: { authorization: `Bearer ${REVIEWER}` } });
    await bare.stop();
    expect(answer.status).toBe(401);
  });

  it('pages of others cannot even ask', async () => {
    const preflight = await amur.app.request('/v1/review', { method: 'OPTIONS' });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('a correction over HTTP', () => {
  it('is kept in the history with who, when, what and why', async () => {
    const id = await told(call('2024-02-01'));
    expect(await correct(id, { action: 'edit', set: { place: 'Harbin', confirmed: true } })).toMatchObject({
      status: 200,
      body: { outcome: 'done', event: { id } },
    });
    const { data } = (await ask(`/v1/events/${id}/history`)).body as { data: unknown[] };
    expect(data.at(-1)).toMatchObject({
      at: NOW.toISOString(),
      kind: 'updated',
      audit: {
        by: 'editor',
        action: 'edit',
        reason: 'checked by hand',
        set: { place: 'Harbin', confirmed: true },
      },
      event: { place: 'Harbin' },
    });
    const page = await (await amur.app.request(`/events/${id}`)).text();
    expect(page).toContain('corrected by hand: editor: checked by hand');
    expect(page).toContain('(place: Harbin; confirmed: true)');
  });

  it('changes nothing when it comes again, by its content', async () => {
    const id = await told(call('2024-02-10'));
    const other = await told(call('2024-02-20', 'B'));
    await told(call('2024-02-10', 'C'));
    const reports = [report(call('2024-02-10', 'C')).id];
    for (const body of [
      { action: 'edit', set: { place: 'Harbin' } },
      { action: 'split', reports },
      { action: 'merge', into: other },
    ]) {
      const first = await correct(id, body);
      const { seq } = await amur.events.head();
      const again = await correct(id, body);
      expect([first.body.outcome, again.body.outcome]).toEqual(['done', 'unchanged']);
      expect(eventOf(again)).toEqual(eventOf(first));
      expect((await amur.events.head()).seq).toBe(seq);
    }
  });

  it('is carried out once under one key, whatever came between, and the key stands for nothing else', async () => {
    const id = await told(call('2024-03-01'));
    const place = (name: string, key: string) => correct(id, { action: 'edit', set: { place: name } }, key);
    await place('Harbin', 'key-number-one');
    await place('Dalian', 'key-number-two');
    expect((await place('Harbin', 'key-number-one')).body).toMatchObject({ outcome: 'unchanged' });
    expect((await ask(`/v1/events/${id}`)).body).toMatchObject({ place: 'Dalian' });
    expect((await place('Sochi', 'key-number-one')).status).toBe(422);
  });

  it('of two workers at once is carried out by one', async () => {
    const id = await told(call('2024-03-10'));
    const both = await Promise.all(
      ['x', 'x'].map(() => correct(id, { action: 'retract', reason: 'a hoax' }, 'one-and-the-same')),
    );
    expect(both.map(({ body }) => body.outcome).sort()).toEqual(['done', 'unchanged']);
  });

  it.each<{ it: string; id?: string; body: object; status: number }>([
    { it: 'of an unknown event', id: 'e0000000000000000', body: { action: 'retract' }, status: 404 },
    { it: 'of no id at all', id: 'nonsense', body: { action: 'retract' }, status: 404 },
    { it: 'that restores what is shown', body: { action: 'restore' }, status: 409 },
    { it: 'of an unknown action', body: { action: 'burn' }, status: 422 },
    { it: 'of an unknown field', body: { action: 'edit', set: { colour: 'red' } }, status: 422 },
    { it: 'of no field', body: { action: 'edit', set: {} }, status: 422 },
    { it: 'without a reason', body: { action: 'retract', reason: '' }, status: 422 },
    { it: 'in another’s name', body: { action: 'retract', by: 'somebody else' }, status: 422 },
    {
      it: 'that ends before it begins',
      body: { action: 'edit', set: { eventStart: '2024-04-09', eventEnd: '2024-04-08' } },
      status: 422,
    },
    { it: 'that splits off a foreign report', body: { action: 'split', reports: ['r1'] }, status: 422 },
  ])('is refused with $status: one $it; and nothing changes', async ({ id, body, status }) => {
    const event = await told(call('2024-04-01'));
    const { seq } = await amur.events.head();
    const answer = await correct(id ?? event, body);
    expect([answer.status, answer.body.status]).toEqual([status, status]);
    expect((await amur.events.head()).seq).toBe(seq);
  });
});

describe('the queue', () => {
  it('is listed newest first, page by page, with how an item would be coded', async () => {
    const items = [];
    for (const on of ['2024-05-01', '2024-05-02', '2024-05-03']) items.unshift(await wait(call(on)));
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await ask(`/v1/review?limit=2${cursor && `&cursor=${cursor}`}`, READER);
      const { data, next } = body as { data: { item: string; suggestion: object }[]; next: string | null };
      seen.push(...data.map(({ item }) => item));
      if (data[0]) expect(data[0].suggestion).toMatchObject({ type: 'call' });
      if (next === null) break;
      cursor = next;
    }
    expect(seen).toEqual(items);
    expect((await ask(`/v1/review/${items[0]}`, READER)).body).toMatchObject({ item: items[0] });
    for (const item of items) await judge(item, { decision: 'reject' });
    expect((await ask('/v1/review', READER)).body).toEqual({ data: [], next: null });
  });

  it('lets an accepted report make the event that it would have made, and the next one joins it', async () => {
    const item = await wait(call('2024-06-01'));
    const made = eventOf(await judge(item, { decision: 'accept', set: { place: 'Harbin' } }));
    expect(made).not.toBeNull();
    expect(await told(call('2024-06-01', 'B'))).toBe(made?.id);
    expect((await ask(`/v1/events/${made?.id}`)).body).toMatchObject({
      type: 'call',
      reports: 2,
      place: 'Harbin',
      confirmed: true,
    });
    const { data } = (await ask(`/v1/events/${made?.id}/history`)).body as { data: { audit?: object }[] };
    expect(data[0]?.audit).toMatchObject({ by: 'editor', action: 'accept', set: { place: 'Harbin' } });
    expect(await judge(item, { decision: 'accept' })).toMatchObject({
      status: 200,
      body: { outcome: 'unchanged', event: { id: made?.id } },
    });
    expect((await judge(item, { decision: 'reject' })).status).toBe(409);
  });

  it('lets an accepted report join the event that is there', async () => {
    const id = await told(call('2024-06-10'));
    const item = await wait(call('2024-06-10', 'B'));
    expect(eventOf(await judge(item, { decision: 'accept' }))?.id).toBe(id);
  });

  it('keeps what was accepted in its event when it comes again in a new version, still unsure', async () => {
    const says = call('2024-06-20');
    const made = eventOf(await judge(await wait(says), { decision: 'accept' }));
    const newer = { ...unsure(says), contentHash: 'two', version: 2 };
    expect(await amur.record(newer)).toMatchObject({ outcome: 'updated', eventId: made?.id });
    expect((await ask('/v1/review', READER)).body).toMatchObject({ data: [] });
  });

  it('keeps what was accepted when a newer classifier would let it go', async () => {
    const [accepted, other] = [call('2024-06-25'), call('2024-06-28', 'B')];
    await judge(await wait(accepted), { decision: 'accept', set: { type: 'call' } });
    await told(other);
    const unconvinced = () => ({ ...unsure(accepted, false).verdict, p: 0.1 });
    const { reports, differences } = await replay(amur.events, unconvinced, '2024-06-25', '2024-06-28');
    expect(reports).toBe(2);
    expect(differences.map((one) => one.kind === 'gone' && one.report.id)).toEqual([report(other).id]);
  });

  it('keeps out what was rejected, in a new version and for a classifier that is sure', async () => {
    const says = call('2024-07-01');
    const item = await wait(says);
    expect(await judge(item, { decision: 'reject' })).toMatchObject({
      body: { outcome: 'done', event: null },
    });
    const { seq } = await amur.events.head();
    for (const again of [unsure(says), { ...report(says), contentHash: 'two', version: 2 }])
      expect(await amur.record(again)).toEqual({ outcome: 'kept out' });
    expect((await amur.events.head()).seq).toBe(seq);
    expect(await judge(item, { decision: 'reject' })).toMatchObject({ body: { outcome: 'unchanged' } });
    const { data } = (await ask('/v1/review?state=rejected', READER)).body as { data: { item: string }[] };
    expect(data.map((one) => one.item)).toContain(item);
  });

  it('lets a person change their mind about what was rejected', async () => {
    const item = await wait(call('2024-07-10'));
    await judge(item, { decision: 'reject' });
    expect(eventOf(await judge(item, { decision: 'accept' }))).not.toBeNull();
    expect((await judge(item, { decision: 'accept' })).body.outcome).toBe('unchanged');
  });

  it('wants a kind of act where none is suggested', async () => {
    const item = await wait(call('2024-07-20'), false);
    expect((await judge(item, { decision: 'accept' })).status).toBe(422);
    const made = eventOf(await judge(item, { decision: 'accept', set: { type: 'visit' } }));
    expect((await ask(`/v1/events/${made?.id}`)).body).toMatchObject({
      type: 'visit',
      category: 'diplomatic',
    });
  });

  it('knows nothing of what does not wait', async () => {
    for (const item of ['2024-01-01-r000000000000000000000000', 'nonsense'])
      expect((await judge(item, { decision: 'accept' })).status).toBe(404);
  });
});

describe('the document of these routes', () => {
  it('names every route with its token, answers and examples', async () => {
    const { body } = await ask('/v1/review/openapi.json');
    const paths = body.paths as Record<string, Record<string, { security: object[]; responses: object }>>;
    expect(Object.keys(paths)).toEqual([
      '/v1/review',
      '/v1/review/{item}',
      '/v1/review/{item}/decision',
      '/v1/events/{id}/corrections',
    ]);
    for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
      expect(operation.security).toEqual([{ token: [] }]);
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', '401', '403', '429']));
    }
  });
});
