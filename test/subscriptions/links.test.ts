import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claims } from '../../shared/subscriptions/token.ts';
import { HOUR } from '../fakes/desk.ts';
import { BASE, FORM, joined, type ReadersDesk, readersDesk } from '../fakes/readers.ts';

const ANNA = 'anna@readers.example';
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const NEW_KEY = { kid: 'k2', key: 'n'.repeat(32) };
const WHERE = {
  confirm: '/subscribe/confirm',
  unsubscribe: '/unsubscribe',
  preferences: '/subscribe/preferences',
} as const;

const stateOf = async (desk: ReadersDesk) => (await desk.found(ANNA))?.state ?? 'nobody';
const generationOf = async (desk: ReadersDesk) => (await desk.found(ANNA))?.generation ?? 0;
const ownToken = async (desk: ReadersDesk, purpose: Claims['purpose'], says: Partial<Claims> = {}) =>
  desk.token(purpose, ANNA, { generation: await generationOf(desk), ...says });
const press = (desk: ReadersDesk, path: string) => desk.app.request(path, { method: 'POST' });

/** A token with another letter somewhere in its last part. */
const tampered = (token: string): string => {
  const last = token.lastIndexOf('.') + 3;
  return `${token.slice(0, last)}${token[last] === 'A' ? 'B' : 'A'}${token.slice(last + 1)}`;
};

describe('opening a link', () => {
  it.each(['confirm', 'unsubscribe', 'preferences'] as const)(
    'to %s twenty times, by GET and HEAD, changes nothing',
    async (purpose) => {
      const desk = await readersDesk();
      await desk.ask({ email: ANNA });
      await desk.mailed();
      if (purpose !== 'confirm') await press(desk, await desk.link());
      const path = `${WHERE[purpose]}?token=${await ownToken(desk, purpose)}`;
      const before = await desk.ports.subscribers.get(desk.idOf(ANNA));
      desk.calls.length = 0;
      for (let n = 0; n < 20; n++) {
        const answer = await desk.app.request(path, { method: n % 2 ? 'HEAD' : 'GET' });
        expect(answer.status).toBe(200);
      }
      expect(desk.calls.filter((call) => call !== 'get')).toEqual([]);
      expect(await desk.ports.subscribers.get(desk.idOf(ANNA))).toEqual(before);
      expect(desk.jobs).toEqual([]);
    },
  );

  it.each(['confirm', 'unsubscribe'] as const)('to %s shows one button, which posts', async (purpose) => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const token = await ownToken(desk, purpose);
    const text = await (await desk.app.request(`${WHERE[purpose]}?token=${token}`)).text();
    const forms = text.match(/<form.*?<\/form>/gs) ?? [];
    expect(forms).toHaveLength(1);
    expect(forms[0]).toMatch(/^<form method="post"/);
    expect(forms[0]?.match(/<button/g)).toHaveLength(1);
    expect(forms[0]).toContain(`value="${token}"`);
    expect(text).not.toContain(ANNA);
  });

  it.each([
    { it: 'no token', token: () => '' },
    { it: 'a tampered one', token: tampered },
    { it: 'one of an unknown key', token: (token: string) => token.replace('.k1.', '.k9.') },
    { it: 'one that is far too long', token: (token: string) => token + 'A'.repeat(5000) },
    { it: 'another version', token: (token: string) => token.replace('v1.', 'v2.') },
  ])('with $it says that it is not valid, and pressing does nothing', async ({ token }) => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    for (const purpose of ['confirm', 'unsubscribe', 'preferences'] as const) {
      const path = `${WHERE[purpose]}?token=${token(await ownToken(desk, purpose))}`;
      expect([400, 410]).toContain((await desk.app.request(path)).status);
      const body = purpose === 'preferences' ? 'categories=military&weekly=yes' : '';
      const answer = await desk.app.request(path, {
        method: 'POST',
        headers: { 'content-type': FORM },
        body,
      });
      expect([400, 410]).toContain(answer.status);
    }
    expect(
      (await press(desk, `/subscribe/delete?token=${token(await ownToken(desk, 'preferences'))}`)).status,
    ).toBe(410);
    expect(await desk.found(ANNA)).toMatchObject({
      state: 'confirmed',
      choice: { categories: { length: 3 } },
    });
  });

  it.each([
    ['GET', '/subscribe/confirm'],
    ['POST', '/subscribe/confirm'],
    ['GET', '/unsubscribe'],
    ['POST', '/unsubscribe'],
    ['GET', '/subscribe/preferences'],
    ['POST', '/subscribe/preferences'],
    ['POST', '/subscribe/delete'],
  ])(
    '%s %s is kept by nobody, listed by nobody, and tells no other page where it was',
    async (method, path) => {
      const desk = await readersDesk();
      await joined(desk, ANNA);
      const preferences = await ownToken(desk, 'preferences');
      for (const token of [
        preferences,
        await ownToken(desk, 'unsubscribe'),
        await ownToken(desk, 'confirm'),
        'x',
      ]) {
        const { headers } = await desk.app.request(`${path}?token=${token}`, { method });
        expect({
          kept: headers.get('cache-control'),
          listed: headers.get('x-robots-tag'),
          told: headers.get('referrer-policy'),
          cookie: headers.get('set-cookie'),
          tag: headers.get('etag'),
        }).toEqual({ kept: 'no-store', listed: 'noindex', told: 'no-referrer', cookie: null, tag: null });
      }
    },
  );
});

describe('confirming', () => {
  it('works once in effect; a second click finds it done', async () => {
    const desk = await readersDesk();
    await desk.ask({ email: ANNA });
    await desk.mailed();
    const link = await desk.link();
    expect(await stateOf(desk)).toBe('pending');
    const first = await press(desk, link);
    expect([first.status, await first.text()]).toEqual([200, expect.stringContaining('You are subscribed')]);
    const after = await desk.found(ANNA);
    expect(after).toMatchObject({ state: 'confirmed', confirmedAt: '2026-01-12T06:00:00.000Z' });
    desk.later(HOUR);
    const second = await press(desk, link);
    expect([second.status, await second.text()]).toEqual([
      200,
      expect.stringContaining('subscribed already'),
    ]);
    expect(await desk.found(ANNA)).toEqual(after);
  });

  it('pressed three times at once works once, and the other two find it done', async () => {
    const desk = await readersDesk();
    await desk.ask({ email: ANNA });
    await desk.mailed();
    const link = await desk.link();
    const answers = await Promise.all([1, 2, 3].map(() => press(desk, link)));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(texts.filter((text) => text.includes('subscribed already'))).toHaveLength(2);
    expect(await stateOf(desk)).toBe('confirmed');
  });

  it('asks to try again when others are faster each time', async () => {
    const desk = await readersDesk();
    await desk.ask({ email: ANNA });
    await desk.mailed();
    desk.ports.subscribers.put = async () => false;
    expect((await press(desk, await desk.link())).status).toBe(409);
    expect(await stateOf(desk)).toBe('pending');
  });

  it('shows the way to the preferences, which the link of the mail alone does not open again', async () => {
    const desk = await readersDesk();
    await desk.ask({ email: ANNA });
    await desk.mailed();
    const link = await desk.link();
    const [, path = ''] =
      (await (await press(desk, link)).text()).match(/href="(\/subscribe\/preferences[^"]+)"/) ?? [];
    expect((await desk.app.request(path)).status).toBe(200);
    expect(await (await press(desk, link)).text()).not.toContain('/subscribe/preferences');
  });

  it.each([
    { it: 'six days and 23 hours later', after: 7 * DAY - HOUR, status: 200, state: 'confirmed' },
    { it: 'seven days later', after: 7 * DAY, status: 410, state: 'pending' },
  ])('$it gives $status', async ({ after, status, state }) => {
    const desk = await readersDesk();
    await desk.ask({ email: ANNA });
    await desk.mailed();
    const link = await desk.link();
    desk.later(after);
    expect((await press(desk, link)).status).toBe(status);
    expect(await stateOf(desk)).toBe(state);
  });

  it.each(['unsubscribe', 'preferences'] as const)('is not done by a link to %s', async (purpose) => {
    const desk = await readersDesk();
    await desk.ask({ email: ANNA });
    const token = await ownToken(desk, purpose);
    expect((await press(desk, `/subscribe/confirm?token=${token}`)).status).toBe(400);
    expect(await stateOf(desk)).toBe('pending');
  });

  it.each(['unsubscribed', 'suppressed'] as const)('brings nobody back who is %s', async (state) => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const kept = await desk.ports.subscribers.get(desk.idOf(ANNA));
    if (kept) await desk.ports.subscribers.put({ ...kept.subscriber, state }, kept.rev);
    expect((await press(desk, await desk.link())).status).toBe(410);
    expect(await stateOf(desk)).toBe(state);
  });

  it('is not done by the link of an earlier subscription', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const old = await desk.link();
    await press(desk, `/unsubscribe?token=${await ownToken(desk, 'unsubscribe')}`);
    await desk.ask({ email: ANNA });
    expect((await press(desk, old)).status).toBe(410);
    expect(await stateOf(desk)).toBe('pending');
  });
});

describe('one-click unsubscribing (RFC 8058)', () => {
  const multipart = () => {
    const body = new FormData();
    body.set('List-Unsubscribe', 'One-Click');
    return body;
  };
  const BODIES = [
    { as: 'multipart/form-data', body: multipart },
    { as: 'urlencoded', body: () => new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) },
    { as: 'no body at all', body: () => null },
    { as: 'broken multipart', body: () => new Blob(['--x'], { type: 'multipart/form-data; boundary=x' }) },
  ];

  it.each(BODIES)(
    'by $as, without cookie or Origin, gives 200 without redirect, and again',
    async ({ body }) => {
      const desk = await readersDesk();
      await joined(desk, ANNA);
      const path = `/unsubscribe?token=${await ownToken(desk, 'unsubscribe')}`;
      for (let n = 0; n < 2; n++) {
        const answer = await desk.app.request(path, { method: 'POST', body: body() });
        expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
        expect(await stateOf(desk)).toBe('unsubscribed');
      }
    },
  );

  it('works by the form of the page, and from another origin', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const token = await ownToken(desk, 'unsubscribe');
    const answer = await desk.app.request('/unsubscribe', {
      method: 'POST',
      headers: { 'content-type': FORM, origin: 'https://mail.example' },
      body: `token=${token}`,
    });
    expect([answer.status, await stateOf(desk)]).toEqual([200, 'unsubscribed']);
  });

  it('works a year later, after the key was rotated twice, and after the subscriber is gone', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const path = `/unsubscribe?token=${await ownToken(desk, 'unsubscribe')}`;
    desk.later(YEAR);
    desk.ring.unshift(NEW_KEY);
    desk.ring.unshift({ kid: 'k3', key: 'm'.repeat(32) });
    expect(await ownToken(desk, 'unsubscribe')).toMatch(/^v1\.k3\./);
    expect((await desk.app.request(path)).status).toBe(200);
    expect((await press(desk, path)).status).toBe(200);
    expect(await stateOf(desk)).toBe('unsubscribed');
    await desk.ports.subscribers.erase(desk.idOf(ANNA));
    expect((await press(desk, path)).status).toBe(200);
    expect(await stateOf(desk)).toBe('nobody');
  });

  it('is refused when its key is taken from the ring', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const path = `/unsubscribe?token=${await ownToken(desk, 'unsubscribe')}`;
    desk.ring.splice(0, 1, NEW_KEY);
    expect((await press(desk, path)).status).toBe(400);
  });

  it('ends also a later subscription of the same address', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const path = `/unsubscribe?token=${await ownToken(desk, 'unsubscribe')}`;
    await press(desk, path);
    desk.later(HOUR);
    await joined(desk, ANNA);
    expect(await stateOf(desk)).toBe('confirmed');
    await press(desk, path);
    expect(await stateOf(desk)).toBe('unsubscribed');
  });

  it('leaves somebody suppressed whose mailbox is gone', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const kept = await desk.ports.subscribers.get(desk.idOf(ANNA));
    if (kept) await desk.ports.subscribers.put({ ...kept.subscriber, state: 'suppressed' }, kept.rev);
    const path = `/unsubscribe?token=${await ownToken(desk, 'unsubscribe')}`;
    expect([(await press(desk, path)).status, await stateOf(desk)]).toEqual([200, 'suppressed']);
  });

  it('is not done by a link to confirm', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    expect((await press(desk, `/unsubscribe?token=${await ownToken(desk, 'confirm')}`)).status).toBe(400);
    expect(await stateOf(desk)).toBe('confirmed');
  });

  it('has an address short enough for a header field of SES', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    expect(`${BASE}/unsubscribe?token=${await ownToken(desk, 'unsubscribe')}`.length).toBeLessThan(300);
  });
});

describe('the preferences', () => {
  const CHOSEN = { categories: ['economic'], weekly: 'yes', alertAt: '80' };

  it('are shown as they are, and saved as they were chosen', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA, { categories: ['military'], alertAt: 55 });
    const token = await ownToken(desk, 'preferences');
    const text = await (await desk.app.request(`/subscribe/preferences?token=${token}`)).text();
    expect(text).toContain(ANNA);
    expect(text).toContain('value="military" checked');
    expect(text).not.toContain('value="economic" checked');
    expect(text).toMatch(/<option value="55" selected/);
    const answer = await desk.post('/subscribe/preferences', { token, ...CHOSEN });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Saved.')]);
    expect((await desk.found(ANNA))?.choice).toEqual({
      categories: ['economic'],
      tracks: [],
      weekly: true,
      alertAt: 80,
    });
  });

  it.each([
    { it: 'no category', but: { categories: [] } },
    { it: 'no mail', but: { weekly: [], alertAt: '' } },
    { it: 'a significance that is none', but: { alertAt: 'all' } },
  ])('are not saved with $it', async ({ but }) => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const before = await desk.found(ANNA);
    const token = await ownToken(desk, 'preferences');
    const answer = await desk.post('/subscribe/preferences', { token, ...CHOSEN, ...but });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('role="alert"')]);
    expect(await desk.found(ANNA)).toEqual(before);
  });

  it('can end the mails; then nothing but deletion is left', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const token = await ownToken(desk, 'preferences');
    expect((await desk.post('/unsubscribe', { token })).status).toBe(200);
    expect(await stateOf(desk)).toBe('unsubscribed');
    const text = await (await desk.app.request(`/subscribe/preferences?token=${token}`)).text();
    expect(text.match(/<form[^>]*>/g)).toEqual(['<form method="post" action="/subscribe/delete">']);
    const chosen = await desk.found(ANNA);
    await desk.post('/subscribe/preferences', { token, ...CHOSEN });
    expect(await desk.found(ANNA)).toEqual(chosen);
  });

  it.each(['confirmed', 'unsubscribed', 'suppressed'] as const)(
    'delete everything about somebody who is %s; the link is void then, also when the address comes back',
    async (state) => {
      const desk = await readersDesk();
      await joined(desk, ANNA);
      const kept = await desk.ports.subscribers.get(desk.idOf(ANNA));
      if (kept) await desk.ports.subscribers.put({ ...kept.subscriber, state }, kept.rev);
      const token = await ownToken(desk, 'preferences');
      expect((await desk.post('/subscribe/delete', { token })).status).toBe(200);
      expect(await stateOf(desk)).toBe('nobody');
      desk.later(HOUR);
      await joined(desk, ANNA);
      expect((await desk.app.request(`/subscribe/preferences?token=${token}`)).status).toBe(410);
      expect((await desk.post('/subscribe/delete', { token })).status).toBe(410);
      expect(await stateOf(desk)).toBe('confirmed');
    },
  );

  it.each(['confirm', 'unsubscribe'] as const)('do not open by a link to %s', async (purpose) => {
    const desk = await readersDesk();
    await joined(desk, ANNA);
    const token = await ownToken(desk, purpose);
    const answer = await desk.app.request(`/subscribe/preferences?token=${token}`);
    expect([answer.status, await answer.text()]).toEqual([410, expect.not.stringContaining(ANNA)]);
    expect((await desk.post('/subscribe/delete', { token })).status).toBe(410);
    expect(await stateOf(desk)).toBe('confirmed');
  });
});

describe('whatever happens in whatever order', () => {
  const step = fc.oneof(
    fc.constant({ do: 'ask' } as const),
    fc.record({ do: fc.constant('confirm' as const), link: fc.nat(3) }),
    fc.record({ do: fc.constant('unsubscribe' as const), link: fc.nat(3) }),
    fc.record({ do: fc.constant('delete' as const), link: fc.nat(3) }),
    fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 5, 26, 200) }),
  );

  it('mails come only after the press of a link that belongs to the last asking', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const desk = await readersDesk();
        const links: { token: string; generation: number }[] = [];
        for (const now of steps) {
          const before = await desk.found(ANNA);
          if (now.do === 'wait') desk.later(now.hours * HOUR);
          else if (now.do === 'ask') {
            await desk.ask({ email: ANNA }, `192.0.2.${links.length}`);
            const [subject = ''] = await desk.mailed();
            const [, token = ''] = (await desk.link()).split('token=');
            if (subject.includes('confirm')) links.unshift({ token, generation: await generationOf(desk) });
          } else {
            const link = links[now.link];
            const path = {
              confirm: '/subscribe/confirm',
              unsubscribe: '/unsubscribe',
              delete: '/subscribe/delete',
            };
            const generation = link?.generation ?? 1;
            const token = {
              confirm: link?.token ?? 'none',
              unsubscribe: desk.token('unsubscribe', ANNA, { generation }),
              delete: desk.token('preferences', ANNA, { generation }),
            }[now.do];
            await desk.post(path[now.do], { token });
            const state = await stateOf(desk);
            if (now.do === 'unsubscribe') expect(['unsubscribed', 'nobody']).toContain(state);
            if (now.do === 'delete' && before?.generation === generation) expect(state).toBe('nobody');
            if (state === 'confirmed' && before?.state !== 'confirmed')
              expect([now.do, before?.generation]).toEqual(['confirm', link?.generation]);
          }
        }
        const asked = steps.filter((one) => one.do === 'ask').length;
        expect(desk.mailer.sent.length).toBeLessThanOrEqual(asked);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
