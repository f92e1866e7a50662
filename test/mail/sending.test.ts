import PostalMime from 'postal-mime';
import { describe, expect, it, vi } from 'vitest';
import { countLedger, resend } from '../../shared/digest/mailing-status.ts';
import { holdIssue, releaseIssue, sendIssue } from '../../shared/digest/send-issue.ts';
import type { Sent } from '../../shared/mail/mailer.ts';
import type { Subscriber } from '../../shared/subscriptions/subscriber.ts';
import { HOUR, MINUTE, sendingDesk } from '../fakes/desk.ts';
import { inWeek, issueOf, WEEK } from '../fakes/digests.ts';
import { subscriber } from '../fakes/mail.ts';

vi.spyOn(process.stderr, 'write').mockReturnValue(true);

const READERS = ['anna', 'bert', 'cora'].map((name) => subscriber(name));
const meeting = inWeek('a meeting');
const desk = async (readers: Subscriber[] = READERS, held: string | null = null) =>
  sendingDesk({ digest: await issueOf([meeting], { health: async () => held }), readers });

const refused = (again: 'soon' | 'tomorrow' | 'never'): Sent => ({ outcome: 'refused', reason: 'no', again });
const UNCERTAIN: Sent = { outcome: 'uncertain', reason: 'TimeoutError' };
const states = async ({ ports }: Awaited<ReturnType<typeof desk>>) =>
  Object.fromEntries((await countLedger(ports.ledger, WEEK)).states);

describe('an issue and its subscribers', () => {
  it.each<{ it: string; reader: Subscriber; mails: number }>([
    { it: 'somebody who confirmed gets it', reader: subscriber('dora'), mails: 1 },
    {
      it: 'somebody who has not confirmed does not',
      reader: subscriber('dora', { state: 'pending' }),
      mails: 0,
    },
    { it: 'somebody who left does not', reader: subscriber('dora', { state: 'unsubscribed' }), mails: 0 },
    {
      it: 'nor somebody whose mailbox bounced',
      reader: subscriber('dora', { state: 'suppressed' }),
      mails: 0,
    },
    {
      it: 'nor somebody who wants alerts alone',
      reader: subscriber('dora', { choice: { weekly: false, alertAt: 50 } }),
      mails: 0,
    },
    {
      it: 'nor somebody who chose what did not happen',
      reader: subscriber('dora', { choice: { categories: ['military'] } }),
      mails: 0,
    },
    {
      it: 'nor, this week, somebody who confirmed after it began',
      reader: subscriber('dora', { confirmedAt: '2026-01-12T06:30:00.000Z' }),
      mails: 0,
    },
  ])('$it', async ({ reader, mails }) => {
    const { ports, mailer, work } = await desk([reader]);
    await sendIssue(ports, WEEK);
    await work();
    expect(mailer.sent).toHaveLength(mails);
  });

  it('somebody who leaves while it is on its way gets none', async () => {
    const { ports, mailer, work } = await desk();
    await sendIssue(ports, WEEK);
    const anna = READERS[0] ?? subscriber('anna');
    await ports.subscribers.put({ ...anna, state: 'unsubscribed' }, 1);
    await work();
    expect(mailer.sent.map(({ to }) => to)).not.toContain(anna.address);
    expect(mailer.sent).toHaveLength(2);
  });

  it('comes once, however often it is handed out', async () => {
    const { ports, jobs, mailer, work } = await desk();
    await sendIssue(ports, WEEK);
    jobs.push(...jobs, ...jobs);
    await work();
    expect(await sendIssue(ports, WEEK)).toBe('dispatched');
    expect(mailer.sent).toHaveLength(3);
  });

  it('is complete when everybody has an end in the ledger', async () => {
    const { ports, later, work } = await desk();
    await sendIssue(ports, WEEK);
    await work();
    for (let n = 0; n < 2; n++) {
      later(10 * MINUTE);
      await sendIssue(ports, WEEK);
    }
    expect((await ports.mailings.get(WEEK))?.state).toBe('complete');
  });

  it('is handed out again to those whose job was lost', async () => {
    const { ports, jobs, mailer, later, work } = await desk();
    await sendIssue(ports, WEEK);
    jobs.splice(0);
    later(11 * MINUTE);
    await sendIssue(ports, WEEK);
    await work();
    expect(mailer.sent).toHaveLength(3);
  });

  it('of a quiet week is on the web and goes to nobody', async () => {
    const { ports, jobs } = await sendingDesk({ digest: await issueOf([]), readers: READERS });
    expect(await sendIssue(ports, WEEK)).toBe('quiet');
    expect([jobs.length, (await ports.digests.get(WEEK))?.week]).toEqual([0, WEEK]);
  });
});

describe('the mail', () => {
  it('has both parts, the list fields, and links that are the reader’s own', async () => {
    const { ports, mailer, work } = await desk();
    await sendIssue(ports, WEEK);
    await work();
    const mails = await Promise.all(mailer.sent.map(({ raw }) => PostalMime.parse(raw)));
    const links = mails.map(
      ({ headers }) => headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '',
    );
    expect(new Set(links).size).toBe(3);
    for (const [index, mail] of mails.entries()) {
      const link = links[index]?.slice(1, -1) ?? 'none';
      expect(link).toMatch(/^https:\/\/amur\.example\/unsubscribe\?token=v1\./);
      expect(link.length).toBeLessThan(300);
      expect(mail.html).toContain(link);
      expect(mail.text).toContain(`Unsubscribe: ${link}`);
      expect(mail.headers.find(({ key }) => key === 'list-unsubscribe-post')?.value).toBe(
        'List-Unsubscribe=One-Click',
      );
      expect(mail.headers.filter(({ key }) => key === 'list-id')).toHaveLength(1);
    }
  });

  it('is the same bytes whenever it is made', async () => {
    const [first, second] = [await desk(), await desk()];
    second.later(26 * HOUR);
    for (const { ports, work } of [first, second]) {
      await sendIssue(ports, WEEK);
      await work();
    }
    const bytes = ({ mailer }: typeof first) =>
      mailer.sent.map(({ raw }) => Buffer.from(raw).toString()).sort();
    expect(bytes(second)).toEqual(bytes(first));
  });

  it('is raw mail as RFC 5322 wants it, whatever a headline holds', async () => {
    const title = 'Ends a line\r\nBcc: x@example.org\r\n\r\n{{unsubscribe}} \u202E \u{1F600} <b>';
    const { ports, mailer, work } = await sendingDesk({
      digest: await issueOf([inWeek(title)]),
      readers: READERS,
    });
    await sendIssue(ports, WEEK);
    await work();
    const raw = Buffer.from(mailer.sent[0]?.raw ?? []).toString('latin1');
    const [head = ''] = raw.split('\r\n\r\n');
    expect(raw).not.toMatch(/[^\r]\n/);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(head).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(head).not.toMatch(/^bcc:/im);
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
  });
});

describe('when the mail service does not take a mail', () => {
  it('asked to go slower, it waits and loses nobody', async () => {
    const { ports, mailer, work } = await desk();
    mailer.answers.push(refused('soon'), refused('soon'), refused('soon'));
    await sendIssue(ports, WEEK);
    expect(await work()).toEqual([]);
    expect(mailer.sent).toHaveLength(3);
  });

  it('asked to go slower for long, the job comes back and loses nobody', async () => {
    const { ports, jobs, mailer, work } = await desk();
    mailer.answers.push(...Array.from({ length: 6 }, () => refused('soon')));
    await sendIssue(ports, WEEK);
    const [job] = jobs;
    expect(await work()).toEqual([expect.stringContaining('slower')]);
    if (job) jobs.push(job);
    await work();
    expect(await states({ ports } as never)).toEqual({ accepted: 3 });
  });

  it('over the quota of the day, it pauses, and an hour later goes on with the rest', async () => {
    const { ports, mailer, later, work } = await desk();
    mailer.answers.push({ outcome: 'accepted', messageId: 'm' }, refused('tomorrow'));
    await sendIssue(ports, WEEK);
    await work();
    expect((await ports.mailings.get(WEEK))?.state).toBe('paused');
    expect(await sendIssue(ports, WEEK)).toBe('paused');
    later(HOUR);
    await sendIssue(ports, WEEK);
    await work();
    expect(mailer.sent.map(({ to }) => to).sort()).toEqual(READERS.map(({ address }) => address).sort());
  });

  it('unanswered, it is uncertain and never goes again by itself', async () => {
    const { ports, mailer, later, work } = await desk();
    mailer.answers.push(UNCERTAIN);
    for (let n = 0; n < 6; n++) {
      await sendIssue(ports, WEEK);
      await work();
      later(HOUR);
    }
    expect(mailer.sent).toHaveLength(3);
    expect(await states({ ports } as never)).toEqual({ uncertain: 1, accepted: 2 });
  });
});

describe('who looks after the sending', () => {
  it.each([
    { it: 'those to whom it was refused', from: ['failed'] as const, count: 1, mails: 3 },
    {
      it: 'by decision also those of whom nobody knows',
      from: ['failed', 'uncertain'] as const,
      count: 2,
      mails: 4,
    },
  ])('may send it again to $it, never to those who have it', async ({ from, count, mails }) => {
    const { ports, mailer, work } = await desk();
    mailer.answers.push(refused('never'), UNCERTAIN);
    await sendIssue(ports, WEEK);
    await work();
    expect(await resend(ports, WEEK, from)).toBe(count);
    await work();
    expect(mailer.sent).toHaveLength(mails);
    expect(await resend(ports, WEEK, ['failed'])).toBe(0);
  });

  it('may hold it, and nothing more goes out until it is released', async () => {
    const { ports, mailer, work } = await desk();
    await sendIssue(ports, WEEK);
    await holdIssue(ports, WEEK, 'A mistake was found.');
    await work();
    expect(await sendIssue(ports, WEEK)).toBe('held');
    expect(mailer.sent).toHaveLength(0);
    await releaseIssue(ports, WEEK);
    await work();
    expect(mailer.sent).toHaveLength(3);
  });

  it('an issue that the pipeline cannot vouch for waits for a person', async () => {
    const { ports, jobs, mailer, later, work } = await desk(READERS, 'Only 3 of 60 sources answered.');
    expect(await sendIssue(ports, WEEK)).toBe('held');
    later(HOUR);
    expect([await sendIssue(ports, WEEK), jobs.length]).toEqual(['held', 0]);
    await releaseIssue(ports, WEEK);
    await work();
    expect(mailer.sent).toHaveLength(3);
  });

  it('may release it before its sending has begun, but not while it is on its way', async () => {
    const { ports, mailer, work } = await desk(READERS, 'No source was read.');
    await releaseIssue(ports, WEEK);
    await expect(releaseIssue(ports, WEEK)).rejects.toThrow(/not held: it is dispatched/);
    await work();
    expect(mailer.sent).toHaveLength(3);
  });

  it('cannot release a week that is not over', async () => {
    const { ports } = await sendingDesk({ readers: READERS, now: '2026-01-08T06:00:00Z' });
    await expect(releaseIssue(ports, WEEK)).rejects.toThrow(/no issue/);
    expect(await ports.mailings.get(WEEK)).toBeUndefined();
  });
});
