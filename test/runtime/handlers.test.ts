import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSeed, seedTellings } from '../../seed/load-seed.ts';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import type { Source } from '../../shared/ingestion/source.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';
import { bundleFunction } from '../bench/runtime/bundle.ts';
import { apiEvent, mailEvent, scheduleEvent, sqsEvent } from '../bench/runtime/events.ts';
import { EDITORS_TOKEN, startFakeMail } from '../bench/runtime/fake-mail.ts';
import { startFakeSqs } from '../bench/runtime/fake-sqs.ts';
import { hasRuntimeClient, type Sandbox, startSandbox } from '../bench/runtime/sandbox.ts';
import { SETTINGS } from '../bench/runtime/settings.ts';
import { reportOfSummit } from './report-of-summit.ts';

const SOURCE: Source = {
  id: 'made-up',
  outlet: 'Made Up Times',
  url: 'http://127.0.0.1:9/feed',
  lang: 'en',
  group: 'private',
  on: true,
  offset: 0,
};

/** The bundles as they are deployed, in Lambda's runtime client, with events in the shapes of AWS. */
describe.runIf(hasRuntimeClient())(
  hasRuntimeClient()
    ? 'in the runtime of Lambda'
    : 'in the runtime of Lambda (left out: its client is not installed under test/bench/runtime)',
  () => {
    let dynamo: EmbeddedDynamo;
    let sqs: Awaited<ReturnType<typeof startFakeSqs>>;
    let mail: Awaited<ReturnType<typeof startFakeMail>>;
    const sandboxes = new Map<string, Sandbox>();
    const sandbox = async (name: string): Promise<Sandbox> => {
      const running = sandboxes.get(name);
      if (running) return running;
      const { folder } = await bundleFunction(name);
      const started = await startSandbox(folder, SETTINGS(dynamo, sqs.endpoint, mail.endpoint));
      sandboxes.set(name, started);
      return started;
    };
    const invoke = async (name: string, event: unknown) => (await sandbox(name)).invoke(event);

    beforeAll(async () => {
      dynamo = await startEmbedded();
      sqs = await startFakeSqs();
      mail = await startFakeMail();
      const events = dynamoEventStore(dynamo.client, dynamo.table);
      const sources = dynamoSourceStore(dynamo.client, dynamo.table);
      const ports = { events, sources, clock: () => new Date() };
      await loadSeed(ports, [SOURCE], undefined, seedTellings().slice(0, 5));
    }, 30_000);
    afterAll(async () => {
      await Promise.all([...sandboxes.values()].map((one) => one.stop()));
      sqs.stop();
      mail.stop();
      await dynamo.stop();
    });

    it('plan queues a visit to what is due', async () => {
      expect(await invoke('plan', scheduleEvent())).toEqual({ answer: { due: 1 } });
      expect(sqs.sent).toContainEqual(
        expect.objectContaining({ queue: `${sqs.endpoint}/visits`, body: { sourceId: SOURCE.id } }),
      );
    });

    it('ingest takes a source that fails for done, and hands back only the message that it cannot read', async () => {
      const event = sqsEvent('visits', [{ sourceId: SOURCE.id }, 'no JSON', { sourceId: 'gone' }]);
      expect(await invoke('ingest', event)).toEqual({
        answer: { batchItemFailures: [{ itemIdentifier: 'message-1' }] },
      });
      const logs = (await sandbox('ingest')).logs();
      expect(logs).toMatch(/"message":"Visited\.".*"outcome":"failed"/);
    });

    it('record merges a report, and holds back what follows a failure in its group', async () => {
      const good = { report: reportOfSummit };
      const event = sqsEvent('reports.fifo', [good, { report: 'none' }, good], 'TALKS');
      const failed = [{ itemIdentifier: 'message-1' }, { itemIdentifier: 'message-2' }];
      expect(await invoke('record', event)).toEqual({ answer: { batchItemFailures: failed } });
      const { items } = await dynamoEventStore(dynamo.client, dynamo.table).list(
        { origin: ['live'] },
        { sort: '-date', limit: 5 },
      );
      expect(items).toHaveLength(1);
      expect((await sandbox('record')).logs()).toMatch(/"message":"Recorded\.".*"outcome":"created"/);
    });

    it('the same report again changes nothing', async () => {
      expect(await invoke('record', sqsEvent('reports.fifo', [{ report: reportOfSummit }], 'TALKS'))).toEqual(
        {
          answer: { batchItemFailures: [] },
        },
      );
      expect((await sandbox('record')).logs()).toContain('"outcome":"known"');
    });

    it('digest freezes the week that has ended, and holds it since nothing was read in it', async () => {
      const ended = await invoke('digest', scheduleEvent({ task: 'issue' }));
      const { week } = (ended as { answer: { week: string } }).answer;
      expect(await dynamoDigestStore(dynamo.client, dynamo.table).get(week as never)).toMatchObject({
        week,
        draft: false,
      });
      expect(ended).toMatchObject({ answer: { state: 'held' } });
      expect((await sandbox('digest')).logs()).toContain('"message":"Issue held."'); // what the alarm counts
    });

    it.each([
      { path: '/healthz', type: /json/ },
      { path: '/v1/events', type: /json/ },
      { path: '/', type: /html/ },
      { path: '/v1/events.csv', type: /csv/ },
    ])('api answers $path to an event of the gateway', async ({ path, type }) => {
      const { answer } = (await invoke('api', apiEvent(path))) as {
        answer: { statusCode: number; headers: Record<string, string>; body: string };
      };
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toMatch(type);
      expect(answer.body.length).toBeGreaterThan(5);
    });

    it('api answers 304 to whoever has the page already', async () => {
      const first = (await invoke('api', apiEvent('/v1/events'))) as {
        answer: { headers: Record<string, string> };
      };
      const again = await invoke(
        'api',
        apiEvent('/v1/events', { 'if-none-match': first.answer.headers.etag ?? 'none' }),
      );
      expect(again).toMatchObject({ answer: { statusCode: 304 } });
    });

    it('a wish for mails goes from api to deliver to the mail service, and a bounce comes back to feedback', async () => {
      const wish = { email: 'reader@example.org', categories: 'diplomatic', weekly: 'yes' };
      const { answer } = (await invoke('api', apiEvent('/subscribe', {}, { form: wish }))) as {
        answer: { statusCode: number };
      };
      expect(answer.statusCode).toBe(202);
      const jobs = sqs.sent.filter(({ queue }) => queue.endsWith('/mails.fifo'));
      expect(jobs).toHaveLength(1);

      const batch = sqsEvent('mails.fifo', [jobs[0]?.body ?? 'none', 'no JSON'], 'confirmations');
      expect(await invoke('deliver', batch)).toEqual({
        answer: { batchItemFailures: [{ itemIdentifier: 'message-1' }] },
      });
      expect(mail.sent.map(({ raw }) => raw).join()).toContain('To: reader@example.org');

      const [first] = mail.sent;
      if (!first) throw new Error('no mail was sent');
      const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] };
      for (const event of [mailEvent('Delivery', first), mailEvent('Bounce', first, { bounce })])
        expect(await invoke('feedback', event)).toEqual({ answer: null });
      const { subscribers } = await dynamoSubscriberStore(dynamo.client, dynamo.table).confirmed(null, 10);
      expect(subscribers).toEqual([]);
      expect((await sandbox('feedback')).logs()).not.toContain('"level":"warn"');
    });

    it('operate does for a token, or for an invocation of the account, what the command line does', async () => {
      const json = { command: 'sources-check', args: { names: [SOURCE.id] } };
      const asked = (authorization: string) =>
        invoke('operate', apiEvent('/v1/operate', { authorization }, { json }));
      expect(await asked('Bearer of-nobody-at-all-at-all')).toMatchObject({ answer: { statusCode: 401 } });
      const { answer } = (await asked(`Bearer ${EDITORS_TOKEN}`)) as {
        answer: { statusCode: number; body: string };
      };
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('0 of 1 answer');
      const whole = { command: 'sources-check', args: { names: [], atLeast: '50' } };
      expect(await invoke('operate', whole)).toMatchObject({
        answer: { refused: 'Only 0 of 1 sources answer from here.' },
      });
    });

    it('no log of any function names an address of a reader', async () => {
      for (const one of sandboxes.values()) expect(one.logs()).not.toMatch(/reader@example|192\.0\.2\.1/);
    });

    it('a setting that is missing is named when the function starts', async () => {
      const { folder } = await bundleFunction('plan');
      const { VISITS_QUEUE_URL: _, ...rest } = SETTINGS(dynamo, sqs.endpoint);
      await expect(startSandbox(folder, rest)).rejects.toThrow(/VISITS_QUEUE_URL/);
    });
  },
  60_000,
);
