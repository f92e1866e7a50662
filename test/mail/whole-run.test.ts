import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../functions/api/app.tsx';
import { dynamoMailingStore } from '../../shared/digest/mailing-store.dynamodb.ts';
import { planAlerts } from '../../shared/digest/plan-alerts.ts';
import { sendIssue } from '../../shared/digest/send-issue.ts';
import { workOnMail } from '../../shared/digest/work-on-mail.ts';
import type { Event } from '../../shared/events/event.ts';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import { sesMailer } from '../../shared/mail/ses.sesv2.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { applyMailEvent } from '../../shared/subscriptions/apply-mail-event.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';
import { HOUR, SECRETS, sendingDesk } from '../fakes/desk.ts';
import { inWeek, issueOf, WEEK } from '../fakes/digests.ts';
import { startSes } from '../fakes/ses.ts';

const PEOPLE = ['anna', 'bert', 'cora', 'dora'].map((name) => `${name}.of-the-river@readers.example`);

/** Everything that happens to four readers, from the form to the last complaint, over DynamoDB and SES as servers. */
describe('a whole run', () => {
  let dynamo: EmbeddedDynamo;
  let ses: Awaited<ReturnType<typeof startSes>>;
  const output: string[] = [];
  const states: string[] = [];

  beforeAll(async () => {
    dynamo = await startEmbedded();
    ses = await startSes();
    for (const stream of [process.stderr, process.stdout])
      vi.spyOn(stream, 'write').mockImplementation((line) => output.push(String(line)) > 0);
    await run();
    vi.restoreAllMocks();
  }, 60_000);
  afterAll(async () => {
    await ses.stop();
    await dynamo.stop();
  });

  const run = async (): Promise<void> => {
    const meeting = inWeek('a meeting');
    const desk = await sendingDesk({
      digest: await issueOf([meeting]),
      mailer: sesMailer('amur', ses.config, 300),
    });
    const stores = {
      ledger: dynamoLedger(dynamo.client, dynamo.table),
      subscribers: dynamoSubscriberStore(dynamo.client, dynamo.table),
      mailings: dynamoMailingStore(dynamo.client, dynamo.table),
    };
    const ports = { ...desk.ports, ...stores };
    const app = createApp({
      ...ports,
      baseUrl: ports.baseUrl,
      subscriptions: async () => ({ ...stores, mails: ports.mails, secrets: SECRETS, clock: ports.clock }),
    });
    const post = (path: string, fields: Record<string, string>) =>
      app.request(path, { method: 'POST', body: new URLSearchParams(fields) });
    /** A job that fails comes back, as from a queue. */
    const work = async (): Promise<void> => {
      for (let round = 0; round < 4; round++)
        for (const job of desk.jobs.splice(0)) await workOnMail(ports, job).catch(() => desk.jobs.push(job));
    };

    ses.next.push('throttle', 'take', 'fault');
    for (const email of PEOPLE)
      await post('/subscribe', { email, weekly: 'yes', categories: 'diplomatic', alertAt: '50' });
    await work();
    desk.later(HOUR);
    for (const email of PEOPLE)
      await post('/subscribe', { email, weekly: 'yes', categories: 'diplomatic', alertAt: '50' });
    await work();
    for (const { raw } of [...ses.taken]) {
      const { text = '' } = await PostalMime.parse(raw);
      const token = /confirm\?token=([\w.-]+)/.exec(text)?.[1];
      if (token) await post('/subscribe/confirm', { token });
    }
    await post('/subscribe/confirm', { token: 'v1.k1.not.genuine' });
    await post('/subscribe', { email: 'not an address', weekly: 'yes', categories: 'diplomatic' });

    desk.later(HOUR);
    ses.next.push('reject', 'throttle', 'take and say nothing', 'daily quota');
    await sendIssue(ports, WEEK);
    await work();
    desk.later(2 * HOUR);
    await sendIssue(ports, WEEK);
    await work();
    const alert: Event = { ...meeting, significance: 80, firstSeen: ports.clock().toISOString() };
    (ports.events as { put?(event: Event): void }).put?.(alert);
    await planAlerts({ ...ports, progress: { get: async () => 0, put: async () => {} } });
    await work();

    for (const { tags, to } of [...ses.taken]) {
      const mail = { messageId: 'm', destination: [to], tags: { digest: [tags.digest], sub: [tags.sub] } };
      for (const eventType of ['Send', 'Delivery', 'Complaint', 'Nonsense'])
        if (tags.digest)
          await applyMailEvent({ ...stores, clock: ports.clock }, { detail: { eventType, mail } });
    }
    await applyMailEvent({ ...stores, clock: ports.clock }, { detail: { mail: { destination: PEOPLE } } });
    for (const { tags } of ses.taken) {
      const known = await stores.subscribers.get(tags.sub ?? '');
      if (known) states.push(known.subscriber.state);
    }
  };

  it('sends confirmations, an issue and alerts, and ends with everybody who complained unsubscribed', () => {
    expect(ses.taken.filter(({ tags }) => tags.digest === WEEK).length).toBeGreaterThanOrEqual(3);
    expect(ses.taken.some(({ tags }) => tags.digest?.startsWith('alert-'))).toBe(true);
    expect(new Set(states)).toEqual(new Set(['unsubscribed']));
  });

  it('sends nothing twice to anybody', () => {
    const keys = ses.taken.filter(({ tags }) => tags.digest).map(({ tags, to }) => `${tags.digest} ${to}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('writes lines, of which none holds an address or the token of a link', () => {
    expect(output.length).toBeGreaterThan(5);
    expect(output.filter((line) => /@|of-the-river|v1\.k1\./.test(line))).toEqual([]);
  });

  it('names nobody in what the mail service gives back', () => {
    expect(ses.taken.filter(({ tags }) => /@|of-the-river/.test(JSON.stringify(tags)))).toEqual([]);
  });
});
