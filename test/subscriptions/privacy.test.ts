import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { workOnMail } from '../../shared/digest/work-on-mail.ts';
import { applyMailEvent } from '../../shared/subscriptions/apply-mail-event.ts';
import { HOUR } from '../fakes/desk.ts';
import { joined, readersDesk } from '../fakes/readers.ts';

const ANNA = 'anna.somebody@readers.example';
const NETWORK = '203.0.113.77';

let written: string[] = [];
beforeEach(() => {
  written = [];
  const note = (chunk: unknown): boolean => written.push(String(chunk)) > 0;
  vi.spyOn(process.stderr, 'write').mockImplementation(note);
  vi.spyOn(process.stdout, 'write').mockImplementation(note);
});
afterEach(() => vi.restoreAllMocks());

/** A mail service that repeats addresses in whatever it says, as SES and SMTP servers do. */
const event = (eventType: string, id: string) => ({
  detail: {
    eventType,
    mail: { messageId: 'm1', destination: [ANNA], tags: { digest: ['2026-W02'], sub: [id] } },
    bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: ANNA, diagnosticCode: ANNA }] },
    complaint: { complainedRecipients: [{ emailAddress: ANNA }] },
  },
});

it('nothing that a whole run writes down holds an address, a link that acts, or a network', async () => {
  const desk = await readersDesk();
  const id = desk.idOf(ANNA);
  const tokens: string[] = [];
  const answers: Response[] = [];
  const ask = async (path: string, init?: RequestInit) => answers.push(await desk.app.request(path, init));
  const order = async (email: string) => answers.push(await desk.ask({ email }, NETWORK));

  for (const email of [ANNA, `${ANNA}@`, ANNA, `<${ANNA}>`]) await order(email);
  desk.mailer.answers.push({ outcome: 'refused', reason: 'MessageRejected', again: 'never' });
  await desk.work();
  for (let n = 0; n < 20; n++) await order(ANNA); // until the network’s limit
  desk.later(HOUR);
  await joined(desk, ANNA);
  const generation = (await desk.found(ANNA))?.generation ?? 0;
  for (const purpose of ['confirm', 'unsubscribe', 'preferences'] as const) {
    const token = desk.token(purpose, ANNA, { generation });
    tokens.push(token);
    for (const path of ['/subscribe/confirm', '/unsubscribe', '/subscribe/preferences', '/nowhere'])
      for (const method of ['GET', 'HEAD', 'PUT']) await ask(`${path}?token=${token}`, { method });
    await ask(`/unsubscribe?token=${token}x`, { method: 'POST' });
  }
  const { get } = desk.ports.subscribers;
  desk.ports.subscribers.get = () => Promise.reject(new Error('The store is away.'));
  for (const token of tokens) {
    await ask(`/unsubscribe?token=${token}`, { method: 'POST' });
    await ask(`/subscribe/preferences?token=${token}`);
  }
  await order(ANNA);
  desk.ports.subscribers.get = get;
  await workOnMail(desk.ports, { kind: 'issue', week: '2026-W02', ids: [id] });
  for (const type of ['Send', 'Delivery', 'Bounce', 'Complaint', 'Something new'])
    await applyMailEvent(desk.ports, event(type, id));
  await applyMailEvent(desk.ports, { detail: { eventType: ANNA } });
  await applyMailEvent(desk.ports, event('Bounce', ANNA));

  const lines = written.join('');
  expect(lines).toContain('A request failed.');
  expect(lines).toContain('A notice was not sent.');
  expect(lines).toContain('The store is away.');
  for (const secret of [ANNA, 'anna.somebody', NETWORK, 'token=', ...tokens])
    expect(lines).not.toContain(secret);

  expect(new Set(answers.map(({ status }) => status))).toContain(500);
  for (const { status, headers, url } of answers) {
    expect([headers.get('location'), url]).toEqual([null, '']);
    expect(JSON.stringify([...headers])).not.toMatch(/anna|v1\./);
    expect(status).not.toBe(302);
  }
  for (const answer of answers.filter(({ status }) => status >= 400))
    expect(await answer.text()).not.toContain('anna.somebody');
});
