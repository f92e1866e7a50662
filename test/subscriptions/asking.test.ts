import { createHash } from 'node:crypto';
import PostalMime from 'postal-mime';
import { describe, expect, it, vi } from 'vitest';
import { createApp } from '../../functions/api/app.tsx';
import { strings } from '../../functions/api/pages/strings.ts';
import type { OutgoingMail } from '../../shared/mail/mailer.ts';
import { CONSENT_TEXT } from '../../shared/subscriptions/subscribe.ts';
import type { Subscriber } from '../../shared/subscriptions/subscriber.ts';
import { HOUR, MINUTE } from '../fakes/desk.ts';
import { BASE, joined, type ReadersDesk, readersDesk } from '../fakes/readers.ts';

const ANNA = 'anna@readers.example';
const CONFIRM = 'Please confirm your subscription to Amur';
const ALREADY = 'You are subscribed to Amur';

const becomes = async (desk: ReadersDesk, state: Subscriber['state']): Promise<void> => {
  const kept = await desk.ports.subscribers.get(desk.idOf(ANNA));
  if (kept) await desk.ports.subscribers.put({ ...kept.subscriber, state }, kept.rev);
};

const AS = {
  new: async () => {},
  pending: async (desk: ReadersDesk) => {
    await desk.ask({ email: ANNA });
    await desk.mailed();
  },
  confirmed: (desk: ReadersDesk) => joined(desk, ANNA),
  unsubscribed: async (desk: ReadersDesk) => {
    await joined(desk, ANNA);
    await becomes(desk, 'unsubscribed');
  },
  suppressed: async (desk: ReadersDesk) => {
    await joined(desk, ANNA);
    await becomes(desk, 'suppressed');
  },
} as const;

describe('asking for mails at an address', () => {
  it.each([
    { as: 'new', mails: [CONFIRM], ends: 'pending' },
    { as: 'pending', mails: [CONFIRM], ends: 'pending' },
    { as: 'confirmed', mails: [ALREADY], ends: 'confirmed' },
    { as: 'unsubscribed', mails: [CONFIRM], ends: 'pending' },
    { as: 'suppressed', mails: [], ends: 'suppressed' },
  ] as const)(
    'that is $as gives the same answer for the same work, and mails $mails',
    async ({ as, mails, ends }) => {
      const desk = await readersDesk();
      await AS[as](desk);
      desk.later(HOUR);
      desk.calls.length = 0;
      const answer = await desk.ask({ email: ANNA });
      expect([answer.status, await answer.json()]).toEqual([
        202,
        { message: 'If mails may be sent to this address, one is on its way that asks for a confirmation.' },
      ]);
      expect([...answer.headers]).toEqual([...(await desk.ask({ email: 'other@readers.example' })).headers]);
      expect(desk.calls.splice(0)).toEqual(['use', 'get', 'put', 'send', 'use', 'get', 'put', 'send']);
      expect((await desk.mailed()).filter((subject) => subject)).toEqual([...mails, CONFIRM]);
      expect((await desk.found(ANNA))?.state).toBe(ends);
    },
  );

  it('never changes what somebody who has confirmed gets', async () => {
    const desk = await readersDesk();
    await joined(desk, ANNA, { categories: ['military'] });
    const before = await desk.found(ANNA);
    await desk.ask({ email: ANNA, categories: ['economic'], weekly: false, alertAt: 1 });
    expect(await desk.found(ANNA)).toEqual(before);
  });

  it.each([
    { it: 'a second one nine minutes later', at: [0, 9], mails: [1, 0] },
    { it: 'a second one ten minutes later', at: [0, 10], mails: [1, 1] },
    { it: 'a fourth one on the same day', at: [0, 60, 120, 180], mails: [1, 1, 1, 0] },
    { it: 'a fourth one a day after the first', at: [0, 60, 120, 1440], mails: [1, 1, 1, 1] },
    { it: 'a fifth one a day after the first', at: [0, 60, 120, 1440, 1450], mails: [1, 1, 1, 1, 0] },
  ])('$it makes $mails mails', async ({ at, mails }) => {
    const desk = await readersDesk();
    const counts: number[] = [];
    for (const [index, minute] of at.entries()) {
      desk.later((minute - (at[index - 1] ?? 0)) * MINUTE);
      expect((await desk.ask({ email: ANNA })).status).toBe(202);
      counts.push((await desk.mailed()).length);
    }
    expect(counts).toEqual(mails);
  });

  it('cannot fill a mailbox by addresses that all lead to it', async () => {
    const desk = await readersDesk();
    for (let n = 0; n < 10; n++) await desk.ask({ email: `anna+${n}@readers.example` }, `192.0.2.${n}`);
    expect(await desk.mailed()).toHaveLength(6);
    await desk.ask({ email: 'bela+1@readers.example' });
    expect(await desk.mailed()).toEqual([CONFIRM]);
    desk.later(24 * HOUR);
    await desk.ask({ email: 'anna+10@readers.example' });
    expect(await desk.mailed()).toEqual([CONFIRM]);
  });

  it('sends one mail for a job that comes twice', async () => {
    const desk = await readersDesk();
    await desk.ask({ email: ANNA });
    desk.jobs.push(...desk.jobs);
    expect(await desk.mailed()).toEqual([CONFIRM]);
  });

  it('tries again when the mail service asks to wait, and counts only what may have gone out', async () => {
    const desk = await readersDesk();
    await desk.ask({ email: ANNA });
    const again = [...desk.jobs];
    desk.mailer.answers.push({ outcome: 'refused', reason: 'Throttling', again: 'soon' });
    expect(await desk.work()).toEqual(['The notice waits: Throttling']);
    desk.jobs.push(...again);
    expect(await desk.mailed()).toEqual([CONFIRM]);
    desk.jobs.push(...again);
    desk.mailer.answers.push({ outcome: 'uncertain', reason: 'time-out' });
    desk.later(10 * MINUTE);
    await desk.work();
    desk.jobs.push(...again);
    expect(await desk.mailed()).toEqual([]);
  });

  it.each([
    { as: 'new', link: '/subscribe/confirm' },
    { as: 'confirmed', link: '/subscribe/preferences' },
  ] as const)('that is $as brings a mail with the same link as text and as button', async ({ as, link }) => {
    const desk = await readersDesk();
    await AS[as](desk);
    desk.later(HOUR);
    await desk.ask({ email: ANNA });
    await desk.work();
    const { raw, to, tags } = desk.mailer.sent.at(-1) as OutgoingMail;
    const { text = '', html = '', headers } = await PostalMime.parse(raw);
    const lines = text.split('\n');
    expect([to, tags]).toEqual([ANNA, { sub: desk.idOf(ANNA) }]);
    expect(lines.filter((line) => line.length > 78 && !/^https:\S+$/.test(line))).toEqual([]);
    const [wanted] = lines.filter((line) => line.startsWith(`${BASE}${link}?token=v1.`));
    expect(html).toContain(`href="${wanted}"`);
    expect(headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-replied');
    const source = Buffer.from(raw).toString('latin1');
    expect(source).not.toMatch(/(?<!\r)\n/);
    expect(source.split('\r\n\r\n')[0]).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(source.match(/^Content-Type: \S+/gim)).toEqual([
      'Content-Type: multipart/alternative;',
      'Content-Type: text/plain;',
      'Content-Type: text/html;',
    ]);
  });

  it('notes when, where, to which words and from which network consent was given, and no address of it', async () => {
    const desk = await readersDesk();
    await desk.ask({ email: 'Anna@Readers.example' }, '203.0.113.9');
    const { address, consent } = (await desk.found(ANNA)) as Subscriber;
    expect(address).toBe(ANNA);
    expect(consent).toEqual({
      at: '2026-01-12T06:00:00.000Z',
      source: 'api',
      textVersion: CONSENT_TEXT,
      ipHash: expect.stringMatching(/^[\w-]{22}$/),
    });
  });

  it('has a new version for new words of consent', () => {
    const { deck, consent } = strings.subscription;
    const known = { '2026-11': '44c86e' };
    const hash = createHash('sha256').update(`${deck}\n${consent}`).digest('hex').slice(0, 6);
    expect({ [CONSENT_TEXT]: hash }).toEqual(known);
  });
});

describe('orders from many networks', () => {
  const orderFor = async (desk: ReadersDesk, count: number, from = 0) => {
    const statuses = new Set<number>();
    for (let n = from; n < from + count; n++)
      statuses.add((await desk.ask({ email: `r${n}@readers.example` }, `2001:db8:${n}::1`)).status);
    return [...statuses];
  };

  it('are all answered alike, and set off no more mails an hour than the setting says', async () => {
    const desk = await readersDesk();
    desk.ports.settings.noticesAnHour = 30;
    expect(await orderFor(desk, 40)).toEqual([202]);
    expect(await desk.mailed()).toEqual(Array(30).fill(CONFIRM));
    desk.later(HOUR);
    expect(await orderFor(desk, 1, 40)).toEqual([202]);
    expect(await desk.mailed()).toEqual([CONFIRM]);
  });

  it('leave a reader who was not written to free to ask again as soon as the hour is over', async () => {
    const desk = await readersDesk();
    desk.ports.settings.noticesAnHour = 1;
    desk.later(HOUR - MINUTE);
    await orderFor(desk, 1);
    expect((await desk.ask({ email: ANNA })).status).toBe(202);
    expect(await desk.mailed()).toEqual([CONFIRM]);
    desk.later(MINUTE);
    await desk.ask({ email: ANNA });
    expect(await desk.mailed()).toEqual([CONFIRM]);
    expect(await desk.found(ANNA)).toMatchObject({ state: 'pending', notices: ['2026-01-12T07:00:00.000Z'] });
  });

  it('are written down without any of their addresses', async () => {
    const desk = await readersDesk();
    desk.ports.settings.noticesAnHour = 1;
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await orderFor(desk, 2);
    await desk.mailed();
    const lines = written.mock.calls.map(([line]) => String(line));
    written.mockRestore();
    expect(lines.map((line) => JSON.parse(line).reason)).toEqual(['As many went out in this hour as may.']);
    expect(lines.join()).not.toContain('@');
  });
});

describe('one network', () => {
  const asked = async (desk: ReadersDesk, from: (n: number) => string) => {
    const answers = [];
    for (let n = 0; n < 21; n++) answers.push(await desk.ask({ email: `r${n}@readers.example` }, from(n)));
    return answers;
  };

  it('may ask twenty times an hour, whoever it asks for; then it is told when to go on', async () => {
    const desk = await readersDesk();
    const answers = await asked(desk, () => '192.0.2.7');
    const last = answers.pop() as Response;
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect([last.status, last.headers.get('retry-after'), last.headers.get('content-type')]).toEqual([
      429,
      '3600',
      'application/problem+json; charset=utf-8',
    ]);
    expect(await desk.found('r20@readers.example')).toBeUndefined();
    expect((await desk.ask({ email: ANNA }, '192.0.2.8')).status).toBe(202);
    desk.later(HOUR);
    expect((await desk.ask({ email: ANNA }, '192.0.2.7')).status).toBe(202);
  });

  it.each([
    { it: 'of IPv6 is a whole /64', from: (n: number) => `2001:db8:1:2::${n.toString(16)}`, last: 429 },
    { it: 'is another one in the next /64', from: (n: number) => `2001:db8:1:${n}::1`, last: 202 },
    {
      it: 'is the same when IPv6 carries it',
      from: (n: number) => (n % 2 ? '192.0.2.9' : '::ffff:192.0.2.9'),
      last: 429,
    },
    { it: 'that is not known is one', from: () => 'unknown', last: 429 },
  ])('$it', async ({ from, last }) => {
    expect((await asked(await readersDesk(), from)).at(-1)?.status).toBe(last);
  });
});

describe('a body that cannot be taken', () => {
  it.each([
    { it: 'an address without a host', body: { email: 'anna' }, status: 422, at: '/email' },
    { it: 'no address', body: {}, status: 422, at: '/email' },
    { it: 'two addresses', body: { email: 'a@b.example,c@d.example' }, status: 422, at: '/email' },
    {
      it: 'a line break in an address',
      body: { email: 'a@b.example\nBcc: c@d.example' },
      status: 422,
      at: '/email',
    },
    {
      it: 'an address that is too long',
      body: { email: `${'a'.repeat(250)}@b.example` },
      status: 422,
      at: '/email',
    },
    {
      it: 'an unknown category',
      body: { email: ANNA, categories: ['cultural'] },
      status: 422,
      at: '/categories/0',
    },
    { it: 'no category', body: { email: ANNA, categories: [] }, status: 422, at: '/categories' },
    { it: 'a significance out of range', body: { email: ANNA, alertAt: 101 }, status: 422, at: '/alertAt' },
    { it: 'a choice of nothing at all', body: { email: ANNA, weekly: false }, status: 422, at: '/weekly' },
    { it: 'an unknown member', body: { email: ANNA, admin: true }, status: 422, at: '/admin' },
    { it: 'a member with a slash', body: { email: ANNA, 'a/b~': true }, status: 422, at: '/a~1b~0' },
    { it: 'no object at all', body: '[]', status: 422, at: '' },
    { it: 'no JSON', body: '{', status: 400 },
    { it: 'more than 10 kB', body: { email: ANNA, more: 'x'.repeat(11_000) }, status: 413 },
  ])('$it is answered with $status', async ({ body, status, at }) => {
    const desk = await readersDesk();
    const answer = await desk.ask(body);
    const problem = (await answer.json()) as { status: number; errors?: { pointer: string }[] };
    expect([answer.status, problem.status, problem.errors?.[0]?.pointer]).toEqual([status, status, at]);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(desk.calls).toEqual([]);
  });

  it('of another type is answered with 415, a GET with 405', async () => {
    const { app } = await readersDesk();
    const plain = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' };
    expect((await app.request('/v1/subscriptions', plain)).status).toBe(415);
    const got = await app.request('/v1/subscriptions');
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('says so where no mails can be ordered', async () => {
    const { ports } = await readersDesk();
    const app = createApp({ events: ports.events, clock: ports.clock, baseUrl: 'https://amur.example' });
    const order = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"email":"${ANNA}"}`,
    };
    expect((await app.request('/v1/subscriptions', order)).status).toBe(503);
    expect(await (await app.request('/subscribe')).text()).toContain(strings.subscription.off);
    expect((await app.request('/unsubscribe?token=x', { method: 'POST' })).status).toBe(503);
  });
});

describe('the form', () => {
  const FILLED = { email: ANNA, categories: ['military'], tracks: 'friction', weekly: 'yes', alertAt: '60' };

  it('does the same as the API', async () => {
    const desk = await readersDesk();
    const answer = await desk.post('/subscribe', { ...FILLED, email: ` ${ANNA} ` });
    expect(answer.status).toBe(202);
    expect(await answer.text()).toContain('Look into your mailbox');
    expect(await desk.mailed()).toEqual([CONFIRM]);
    expect(await desk.found(ANNA)).toMatchObject({
      choice: { categories: ['military'], tracks: ['friction'], weekly: true, alertAt: 60 },
      consent: { source: 'page' },
    });
  });

  it.each([
    { it: 'a wrong address', but: { email: 'anna" onfocus="x' }, says: strings.subscription.noAddress },
    { it: 'no category', but: { categories: [] }, says: strings.subscription.noChoice },
    { it: 'no mail', but: { weekly: [], alertAt: '' }, says: strings.subscription.noMail },
  ])('with $it comes back with what was filled in, and says what is wrong', async ({ but, says }) => {
    const desk = await readersDesk();
    const given = { ...FILLED, ...but };
    const answer = await desk.post('/subscribe', given);
    const text = await answer.text();
    expect(answer.status).toBe(422);
    expect(text).toContain(says);
    expect(text).toContain('role="alert"');
    expect(text).toContain(`value="${given.email.replaceAll('"', '&quot;')}"`);
    expect(text.includes('value="military" checked')).toBe(given.categories.length > 0);
    expect(text).not.toContain('value="economic" checked');
    expect(desk.calls).toEqual([]);
  });
});
