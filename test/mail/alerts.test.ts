import PostalMime from 'postal-mime';
import { describe, expect, it, vi } from 'vitest';
import { planAlerts } from '../../shared/digest/plan-alerts.ts';
import type { Event } from '../../shared/events/event.ts';
import type { Choice } from '../../shared/subscriptions/subscriber.ts';
import { HOUR, sendingDesk } from '../fakes/desk.ts';
import type { EventReaderFake } from '../fakes/event-reader.ts';
import { event } from '../fakes/events.ts';
import { subscriber } from '../fakes/mail.ts';

vi.spyOn(process.stderr, 'write').mockReturnValue(true);

const NOW = '2026-01-12T06:00:00.000Z';
const fresh = (name: string, says: Partial<Event> = {}): Event =>
  event(name, { significance: 60, firstSeen: NOW, updatedAt: NOW, ...says });

/** Somebody who wants alerts from 50 on, and a feed of changes that was looked through up to its end. */
const desk = async (choice: Partial<Choice> = {}) => {
  const anna = subscriber('anna', { choice: { alertAt: 50, ...choice } });
  const { ports, ...rest } = await sendingDesk({ readers: [anna], now: NOW });
  const place: { seq: number | null } = { seq: 0 };
  const progress = {
    get: async () => place.seq,
    async put(seq: number) {
      place.seq = seq;
    },
  };
  const events = ports.events as EventReaderFake;
  return {
    ...rest,
    ports,
    anna,
    events,
    forget(): void {
      place.seq = null;
    },
    /** The event is recorded, and the next look at the feed follows. */
    async hear(...told: Event[]): Promise<void> {
      for (const one of told) events.put(one);
      await planAlerts({ ...ports, progress });
      await rest.work();
    },
  };
};

describe('an alert', () => {
  it.each<{ it: string; event: Event; choice?: Partial<Choice>; mails: number }>([
    { it: 'goes to whoever asked for events of that significance', event: fresh('a summit'), mails: 1 },
    { it: 'does not go below it', event: fresh('a call', { significance: 49.9 }), mails: 0 },
    {
      it: 'does not go before the event is confirmed',
      event: fresh('a rumour', { confirmed: false }),
      mails: 0,
    },
    {
      it: 'does not go for what has been on record for days',
      event: fresh('old', { firstSeen: '2026-01-09T00:00:00.000Z' }),
      mails: 0,
    },
    {
      it: 'does not go for the article or the chronology',
      event: fresh('history', { origins: ['chronology'] }),
      mails: 0,
    },
    { it: 'does not go for telegrams', event: fresh('greetings', { type: 'message' }), mails: 0 },
    {
      it: 'does not go for categories that were not chosen',
      event: fresh('a summit'),
      choice: { categories: ['military'] },
      mails: 0,
    },
    {
      it: 'does not go to those who want the weekly mail alone',
      event: fresh('a summit'),
      choice: { alertAt: null },
      mails: 0,
    },
  ])('$it', async ({ event: told, choice, mails }) => {
    const { hear, mailer } = await desk(choice);
    await hear(told);
    expect(mailer.sent).toHaveLength(mails);
  });

  it('goes once for an event, however often it changes', async () => {
    const { hear, mailer } = await desk();
    for (const outlets of [1, 2, 3]) await hear(fresh('a summit', { outlets, rev: outlets }));
    expect(mailer.sent).toHaveLength(1);
  });

  it('goes when the event is confirmed later', async () => {
    const { hear, mailer } = await desk();
    await hear(fresh('a summit', { confirmed: false }));
    await hear(fresh('a summit', { confirmed: true, rev: 2 }));
    expect(mailer.sent).toHaveLength(1);
  });

  it('goes three times a day at most, and again the next day', async () => {
    const { hear, later, mailer } = await desk();
    await hear(...['one', 'two', 'three', 'four', 'five'].map((name) => fresh(name)));
    expect(mailer.sent).toHaveLength(3);
    later(20 * HOUR);
    await hear(fresh('six'));
    expect(mailer.sent).toHaveLength(4);
  });

  it('that the mail service refused at first counts once', async () => {
    const { hear, mailer } = await desk();
    mailer.answers.push(
      ...Array.from({ length: 3 }, () => ({ outcome: 'refused', reason: 'slow', again: 'soon' }) as const),
    );
    await hear(...['one', 'two', 'three'].map((name) => fresh(name)));
    expect(mailer.sent).toHaveLength(3);
  });

  it('does not go for an event that was withdrawn before it left', async () => {
    const { ports, events, jobs, mailer, work } = await desk();
    const summit = fresh('a summit');
    events.put(summit);
    await planAlerts({ ...ports, progress: { get: async () => 0, put: async () => {} } });
    expect(jobs).toHaveLength(1);
    events.bury({ id: summit.id, kind: 'retracted', into: null, reason: 'It was none.', at: NOW });
    await work();
    expect(mailer.sent).toHaveLength(0);
  });

  it('does not go for what was on record before alerts were first looked for', async () => {
    const { hear, forget, mailer } = await desk();
    forget();
    await hear(fresh('a summit'));
    expect(mailer.sent).toHaveLength(0);
  });

  it('tells what, when and how sure, and how to get no more, and its subject ends no line', async () => {
    const { hear, mailer } = await desk();
    await hear(fresh('A summit\r\nBcc: x@example.org <script>'));
    const mail = await PostalMime.parse(mailer.sent[0]?.raw ?? '');
    expect(mail.subject).toBe('A summit Bcc: x@example.org <script>');
    expect(mail.bcc).toBeUndefined();
    expect(mail.html).not.toContain('<script>');
    for (const part of [mail.text, mail.html])
      for (const words of [
        '16 May 2024',
        'confirmed',
        '/unsubscribe?token=',
        '/subscribe/preferences?token=',
      ])
        expect(part).toContain(words);
    expect(mail.headers.map(({ key }) => key)).toContain('list-unsubscribe-post');
  });
});
