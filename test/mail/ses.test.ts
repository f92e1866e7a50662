import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sesMailer } from '../../shared/mail/ses.sesv2.ts';
import { type SesBehaviour, startSes } from '../fakes/ses.ts';

let ses: Awaited<ReturnType<typeof startSes>>;
beforeAll(async () => {
  ses = await startSes({ quota: { MaxSendRate: 14, Max24HourSend: 1000, SentLast24Hours: 600 } });
});
afterAll(() => ses.stop());
afterEach(() => void ses.taken.splice(0));

const MAIL = {
  to: 'reader@example.org',
  raw: Buffer.from('From: a@example.org\r\nSubject: x\r\n\r\nhello\r\n'),
  tags: { digest: '2026-W02', sub: 's0123456789abcdef01234567' },
};
const mailer = () => sesMailer('amur-prod', ses.config, 300);

describe('sending through SES', () => {
  it('hands over the raw message with its tags and the configuration set', async () => {
    expect(await mailer().send(MAIL)).toEqual({
      outcome: 'accepted',
      messageId: expect.stringMatching(/^0100-/),
    });
    expect(ses.taken).toEqual([{ to: MAIL.to, raw: MAIL.raw.toString(), tags: MAIL.tags, set: 'amur-prod' }]);
  });

  it.each<{ it: string; behaviour: SesBehaviour; outcome: object; taken: number }>([
    {
      it: 'asked to go slower, the mail may go soon',
      behaviour: 'throttle',
      outcome: { outcome: 'refused', again: 'soon' },
      taken: 0,
    },
    {
      it: 'over the quota of the day, the mail waits for another day',
      behaviour: 'daily quota',
      outcome: { outcome: 'refused', again: 'tomorrow' },
      taken: 0,
    },
    {
      it: 'a message that is refused for itself never goes',
      behaviour: 'reject',
      outcome: { outcome: 'refused', again: 'never' },
      taken: 0,
    },
    {
      it: 'an account that may not send is no fault of the mail',
      behaviour: 'account suspended',
      outcome: { outcome: 'refused', again: 'tomorrow' },
      taken: 0,
    },
    {
      it: 'a fault of the service leaves it open',
      behaviour: 'fault',
      outcome: { outcome: 'uncertain' },
      taken: 0,
    },
    {
      it: 'a fault after it took the mail leaves it open',
      behaviour: 'take and fault',
      outcome: { outcome: 'uncertain' },
      taken: 1,
    },
    {
      it: 'a connection that breaks leaves it open',
      behaviour: 'hang up',
      outcome: { outcome: 'uncertain' },
      taken: 0,
    },
    {
      it: 'a connection that breaks after it took the mail leaves it open',
      behaviour: 'take and hang up',
      outcome: { outcome: 'uncertain' },
      taken: 1,
    },
    {
      it: 'no answer in time leaves it open',
      behaviour: 'take and say nothing',
      outcome: { outcome: 'uncertain' },
      taken: 1,
    },
  ])('$it', async ({ behaviour, outcome, taken }) => {
    const calls = ses.counts.calls;
    ses.next.push(behaviour);
    const sent = await mailer().send(MAIL);
    expect(sent).toMatchObject(outcome);
    expect(ses.taken).toHaveLength(taken);
    expect(ses.counts.calls - calls).toBe(1); // the SDK repeats nothing by itself
    expect(JSON.stringify(sent)).not.toContain('@');
  });

  it('that nobody listens to may be tried again', async () => {
    const nobody = sesMailer('amur', { ...ses.config, endpoint: 'http://127.0.0.1:1' });
    expect(await nobody.send(MAIL)).toMatchObject({ outcome: 'refused', again: 'soon' });
  });

  it('keeps to four fifths of the rate, and leaves a twentieth of the day to mails about subscriptions', async () => {
    expect(await mailer().quota()).toEqual({ perSecond: 14 * 0.8, leftToday: 350 });
  });
});
