import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { LedgerState } from '../../shared/mail/ledger.ts';
import { applyMailEvent } from '../../shared/subscriptions/apply-mail-event.ts';
import { memoryLedger, memorySubscribers, subscriber } from '../fakes/mail.ts';

const anna = subscriber('anna');

const event = (eventType: string, { week = '2026-W02', bounce = 'Permanent' } = {}): object => ({
  source: 'aws.ses',
  detail: {
    eventType,
    mail: { messageId: 'm1', destination: [anna.address], tags: { digest: [week], sub: [anna.id] } },
    ...(eventType === 'Bounce' && { bounce: { bounceType: bounce } }),
  },
});
const soft = (week: string) => event('Bounce', { week, bounce: 'Transient' });
const delivered = (week: string) => event('Delivery', { week });

const heard = async (events: object[], state: LedgerState = 'accepted') => {
  const ports = {
    ledger: memoryLedger(),
    subscribers: memorySubscribers([anna]),
    clock: () => new Date('2026-01-12T07:00:00Z'),
  };
  const entry = {
    id: anna.id,
    at: '2026-01-12T06:00:00.000Z',
    claim: 'c',
    until: null,
    messageId: null,
    reason: null,
    hash: null,
  };
  await ports.ledger.put('2026-W02', { ...entry, state, rev: 1 });
  for (const one of events) await applyMailEvent(ports, one);
  const kept = (await ports.subscribers.get(anna.id))?.subscriber;
  return {
    reader: kept?.state,
    entry: (await ports.ledger.get('2026-W02', anna.id))?.state,
    bounces: kept?.bounces,
  };
};

describe('what the mail service tells', () => {
  it.each([
    { it: 'a permanent bounce silences at once', events: [event('Bounce')], reader: 'suppressed' },
    { it: 'a complaint ends the subscription at once', events: [event('Complaint')], reader: 'unsubscribed' },
    {
      it: 'a bounce after a complaint suppresses',
      events: [event('Complaint'), event('Bounce')],
      reader: 'suppressed',
    },
    {
      it: 'so does a complaint after a bounce',
      events: [event('Bounce'), event('Complaint')],
      reader: 'suppressed',
    },
    {
      it: 'two issues that found the mailbox full do nothing yet',
      events: [soft('2026-W01'), soft('2026-W02')],
      reader: 'confirmed',
    },
    {
      it: 'the third suppresses',
      events: [soft('2026-W01'), soft('2026-W02'), soft('2026-W03')],
      reader: 'suppressed',
    },
    {
      it: 'the same bounce told thrice is one',
      events: [soft('2026-W02'), soft('2026-W02'), soft('2026-W02')],
      reader: 'confirmed',
    },
    {
      it: 'an issue that arrived in between ends the count',
      events: [soft('2026-W01'), soft('2026-W02'), delivered('2026-W03'), soft('2026-W04')],
      reader: 'confirmed',
    },
    {
      it: 'an earlier arrival that is told late does not',
      events: [soft('2026-W02'), soft('2026-W03'), delivered('2026-W01'), soft('2026-W04')],
      reader: 'suppressed',
    },
    {
      it: 'three alerts on a bad day are no three issues',
      events: ['alert-e1', 'alert-e2', 'alert-e3'].map(soft),
      reader: 'confirmed',
    },
    {
      it: 'sends and deliveries change nobody',
      events: [event('Send'), event('Delivery'), event('DeliveryDelay')],
      reader: 'confirmed',
    },
  ])('$it', async ({ events, reader }) => expect((await heard(events)).reader).toBe(reader));

  it.each<{ it: string; type: string; from: LedgerState; to: LedgerState }>([
    { it: 'a send settles what was uncertain', type: 'Send', from: 'uncertain', to: 'accepted' },
    { it: 'a send settles what its sender died over', type: 'Send', from: 'sending', to: 'accepted' },
    { it: 'a bounce too tells that it went out', type: 'Bounce', from: 'uncertain', to: 'accepted' },
    { it: 'a rejection tells that it did not', type: 'Reject', from: 'accepted', to: 'failed' },
    { it: 'a send moves nothing that is settled', type: 'Send', from: 'failed', to: 'failed' },
    { it: 'nor what is still to be sent', type: 'Send', from: 'pending', to: 'pending' },
  ])('$it', async ({ type, from, to }) => expect((await heard([event(type)], from)).entry).toBe(to));

  it('leads to the same state in any order and however often it is told', async () => {
    const events = [event('Send'), delivered('2026-W02'), event('Bounce'), event('Complaint')];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...events, ...events], { minLength: 8 }), async (told) => {
        expect(await heard(told, 'uncertain')).toMatchObject({ reader: 'suppressed', entry: 'accepted' });
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    { it: 'a type that nobody knows', event: event('Teleported') },
    {
      it: 'a mail that is not ours',
      event: { detail: { eventType: 'Bounce', mail: { messageId: 'x', tags: {} } } },
    },
    { it: 'a mail without tags', event: { detail: { eventType: 'Bounce', mail: { messageId: 'x' } } } },
    { it: 'something else altogether', event: { hello: 'world' } },
  ])('$it is logged and changes nothing, and no line names an address', async ({ event: odd }) => {
    const lines: string[] = [];
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    expect(await heard([odd])).toMatchObject({ reader: 'confirmed', entry: 'accepted' });
    spy.mockRestore();
    expect(lines.join('')).toContain('ignored');
    expect(lines.join('')).not.toContain('@');
  });
});
