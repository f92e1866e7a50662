import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../functions/api/app.tsx';
import { snapshotTexts } from '../../functions/api/formats/snapshot-texts.ts';
import { type Desk, operate } from '../../functions/operate/desk.ts';
import type { Verdict } from '../../shared/classification/verdict.ts';
import { dynamoAlertProgress } from '../../shared/digest/alert-progress.dynamodb.ts';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { IsoWeek } from '../../shared/digest/iso-week.ts';
import { dynamoMailingStore } from '../../shared/digest/mailing-store.dynamodb.ts';
import { pipelineHealth } from '../../shared/digest/pipeline-health.ts';
import { planAlerts } from '../../shared/digest/plan-alerts.ts';
import { sendIssue } from '../../shared/digest/send-issue.ts';
import { type MailPorts, workOnMail } from '../../shared/digest/work-on-mail.ts';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { correct, type Decision } from '../../shared/events/corrections.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import { recordReport } from '../../shared/events/record-report.ts';
import type { RecordJob, Report } from '../../shared/events/report.ts';
import { queueIdOf, rule } from '../../shared/events/review.ts';
import { dynamoHostTurns } from '../../shared/ingestion/host-turns.dynamodb.ts';
import { ingestSource } from '../../shared/ingestion/ingest-source.ts';
import { planVisits, type VisitJob } from '../../shared/ingestion/plan-visits.ts';
import { dynamoReadingLog } from '../../shared/ingestion/reading-log.dynamodb.ts';
import type { Source } from '../../shared/ingestion/source.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import { type EmbeddedDynamo, startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import type { Queue } from '../../shared/platform/queue.ts';
import { documentClient } from '../../shared/platform/table.ts';
import { writeSnapshot } from '../../shared/snapshots/write-snapshot.ts';
import { applyMailEvent } from '../../shared/subscriptions/apply-mail-event.ts';
import type { MailJob } from '../../shared/subscriptions/mail-job.ts';
import { secretsOf } from '../../shared/subscriptions/secrets.ts';
import { subscriberIdOf } from '../../shared/subscriptions/subscriber.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';
import { filesInMemory } from '../fakes/snapshot-files.ts';
import { report } from '../fakes/verdicts.ts';
import { tableAccessOf, templatesOf } from './templates.ts';

const { app } = templatesOf('prod');
const FUNCTIONS = ['plan', 'ingest', 'record', 'digest', 'api', 'deliver', 'feedback', 'operate'] as const;
type Name = (typeof FUNCTIONS)[number];

type Input = { Key?: { pk: string }; Item?: { pk: string }; ExpressionAttributeValues?: { ':pk'?: string } };

/** Stands where IAM stands: lets through what the role of the function in the template may do, and keeps count. */
const guarded = (
  dynamo: EmbeddedDynamo,
  name: Name,
  used: Set<string>,
  template = app,
): DynamoDBDocumentClient => {
  const access = tableAccessOf(template, name);
  const client = documentClient({
    endpoint: dynamo.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const allows = (action: string, key: string): string | undefined =>
    access
      .get(action)
      ?.find((pattern) => (pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern));
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const { Key, Item, ExpressionAttributeValues } = args.input as Input;
      const action = `dynamodb:${String(context.commandName).replace(/Command$/, '')}`;
      const key = Key?.pk ?? Item?.pk ?? ExpressionAttributeValues?.[':pk'] ?? '';
      const pattern = allows(action, key);
      if (pattern === undefined) throw new Error(`AccessDenied: ${name} may not ${action} on ${key}`);
      used.add(`${action} ${pattern}`);
      return next(args);
    },
    { step: 'initialize', name: 'policy' },
  );
  return client;
};

const SOURCE: Source = {
  id: 'made-up',
  outlet: 'Made Up Times',
  url: 'https://example.org/feed',
  lang: 'en',
  group: 'private',
  on: true,
  offset: 0,
};

const FEED = `<rss version="2.0"><channel><title>Made Up Times</title>${[
  'Leaders shake hands',
  'Leaders sit down',
  'Ministers differ',
]
  .map(
    (title, n) =>
      `<item><title>${title}</title><link>https://example.org/${n}</link><guid>${n}</guid></item>`,
  )
  .join('')}</channel></rss>`;

/** The first headline begins an event, the second joins it, the third is a side track: all ways through the recorder. */
const verdictOn = (title: string): Verdict => {
  const relevant = title.startsWith('Leaders');
  const actors = (['RU', 'CN'] as const).map((side) => ({
    id: `${side}.HEAD`,
    side,
    name: `Head of ${side}`,
  }));
  return {
    relevant,
    p: relevant ? 0.95 : 0.1,
    z: 0,
    lang: 'en',
    category: 'diplomatic',
    secondary: [],
    type: 'summit',
    runnerUp: null,
    status: 'done',
    eventStart: '2026-03-02',
    eventEnd: '2026-03-02',
    grain: 'day',
    dateBasis: { from: 'text', text: 'Monday' },
    place: 'Moscow',
    series: null,
    ordinal: null,
    actors,
    track: relevant ? null : 'friction',
    wedge: relevant ? null : 'territory',
    signature: relevant
      ? { family: 'TALKS', branch: null, principals: actors.map(({ id }) => id), key: null }
      : null,
    evidence: [],
    lexiconVersion: '1',
    modelVersion: '1',
  };
};

const WEEK = IsoWeek.parse('2026-W10');

const inMemory = <T>(): Queue<T> & { sent: T[] } => {
  const sent: T[] = [];
  return { sent, send: async (messages) => void sent.push(...messages.map(({ body }) => body)) };
};

const READ = [
  '/',
  '/article',
  '/series',
  '/tracks',
  '/sources',
  '/method',
  '/digests',
  '/v1/events',
  '/v1/events?actor=CN.HEAD&sort=date',
  '/v1/events.csv',
  '/v1/changes?since=0',
  '/v1/stats?groupBy=month&by=category',
  '/v1/facets',
  '/v1/sources',
  '/v1/status',
  '/feed.atom',
  '/sitemap.xml',
];

const unsure = (on: string): Report => {
  const sure = report({ type: 'call', who: ['xi', 'putin'], on });
  return { ...sure, verdict: { ...sure.verdict, relevant: false, p: 0.4 } };
};

describe('each function, run as its role in the template allows', () => {
  const used = Object.fromEntries(FUNCTIONS.map((name) => [name, new Set<string>()])) as Record<
    Name,
    Set<string>
  >;
  const statuses = new Map<string, number>();
  let dynamo: EmbeddedDynamo;

  const duringTheWeek = () => new Date('2026-03-03T06:00:00Z');
  const afterIt = () => new Date('2026-03-10T06:00:00Z');
  const storesOf = (name: Name, clock = duringTheWeek) => {
    const client = guarded(dynamo, name, used[name]);
    return {
      clock,
      events: dynamoEventStore(client, dynamo.table),
      asides: dynamoAsideStore(client, dynamo.table),
      sources: dynamoSourceStore(client, dynamo.table),
      readings: dynamoReadingLog(client, dynamo.table),
      turns: dynamoHostTurns(client, dynamo.table),
      digests: dynamoDigestStore(client, dynamo.table),
      subscribers: dynamoSubscriberStore(client, dynamo.table),
      mailings: dynamoMailingStore(client, dynamo.table),
      ledger: dynamoLedger(client, dynamo.table),
      progress: dynamoAlertProgress(client, dynamo.table),
    };
  };

  beforeAll(async () => {
    dynamo = await startEmbedded();
    await dynamoSourceStore(dynamo.client, dynamo.table).sync([SOURCE]);
    const [visits, records] = [inMemory<VisitJob>(), inMemory<RecordJob>()];
    await planVisits({ ...storesOf('plan'), visits });
    const fetchFeed = async () => ({
      outcome: 'fetched' as const,
      bytes: new TextEncoder().encode(FEED),
      contentType: 'application/rss+xml',
      url: SOURCE.url,
      movedTo: null,
      etag: null,
      lastModified: null,
      maxAge: null,
    });
    const ingest = {
      ...storesOf('ingest'),
      fetchFeed,
      records,
      random: () => 0.5,
      pause: async () => {},
      classify: ({ title }: { title: string }) => verdictOn(title),
    };
    for (const job of visits.sent) await ingestSource(ingest, job);
    for (const { report } of records.sent) await recordReport(storesOf('record'), report);
    const digest = storesOf('digest', afterIt);
    await subscribed();
    for (const day of ['02', '03', '04', '05', '06', '07', '08'].map((date) => `2026-03-${date}`))
      await dynamoReadingLog(dynamo.client, dynamo.table).mark(day);
    const health = pipelineHealth(digest.sources, afterIt, digest.readings);
    const issue = { ...digest, mails, health };
    await planAlerts(issue);
    await writeSnapshot({
      ...digest,
      files: filesInMemory(),
      texts: snapshotTexts(digest.events, 'https://example.org'),
    });
    await sendIssue(issue, WEEK);
    quotaLeft = false;
    await work();
    quotaLeft = true;
    const anHourLater = () => new Date(afterIt().getTime() + 3_600_000);
    await sendIssue({ ...issue, clock: anHourLater }, WEEK); // goes on where the quota ended
    await planAlerts({ ...issue, clock: duringTheWeek, progress: { ...issue.progress, get: async () => 0 } });
    await work();
    await tell();
    await browse();
    await work();
    await tell(); // something is refused again, which an editor may send anew
    await operated();
    await left();
  }, 60_000);
  afterAll(() => dynamo.stop());

  const mails = inMemory<MailJob>();
  const raw: string[] = [];
  const secrets = async () => secretsOf({ master: 'm'.repeat(32), tokenKeys: [], adminTokens: [] });
  let quotaLeft = true;
  /** Each job comes twice. */
  const work = async (): Promise<void> => {
    const jobs = mails.sent.splice(0);
    for (const job of [...jobs, ...jobs]) await workOnMail(mailPorts(), job);
  };
  const mailPorts = (): MailPorts => ({
    ...storesOf('deliver', afterIt),
    secrets,
    mailer: {
      send: async (mail) => {
        raw.push(Buffer.from(mail.raw).toString('utf8'));
        return quotaLeft
          ? { outcome: 'accepted', messageId: 'm1' }
          : { outcome: 'refused', reason: 'no quota', again: 'tomorrow' };
      },
      quota: async () => ({ perSecond: 1, leftToday: 1 }),
    },
    pace: async () => 'go',
    alertPace: async () => 'go',
    wait: async () => {},
    newClaim: () => 'c1',
    settings: {
      from: 'Amur <a@example.org>',
      listId: 'Amur <weekly.example.org>',
      postalAddress: 'Nowhere',
      noticesAnHour: 9,
    },
    baseUrl: 'https://example.org',
  });
  const site = () =>
    createApp({
      ...storesOf('api', afterIt),
      subscriptions: async () => ({ ...storesOf('api', afterIt), mails, secrets }),
      baseUrl: 'https://example.org',
      claims: [],
    });
  const form = (path: string, fields: Record<string, string>) =>
    site().request(path, { method: 'POST', body: new URLSearchParams(fields) });
  const tokenIn = (path: string): string =>
    new RegExp(`${path}\\?token=([\\w.-]+)`).exec(
      raw
        .join('\n')
        .replace(/=\r?\n/g, '')
        .replaceAll('=3D', '='),
    )?.[1] ?? '';

  const subscribed = async (): Promise<void> => {
    const wish = { categories: 'diplomatic', weekly: 'yes', alertAt: '1', email: 'reader@example.org' };
    statuses.set('subscribe', (await form('/subscribe', wish)).status - 2);
    await work();
    const token = tokenIn('/subscribe/confirm');
    statuses.set('confirm', (await form('/subscribe/confirm', { token })).status);
  };
  /** An event of SES about the mail of the issue. */
  const tell = async (): Promise<void> => {
    const id = subscriberIdOf('reader@example.org', (await secrets()).hashSalt);
    const tags = { digest: [WEEK], sub: [id] };
    const detail = {
      eventType: 'Bounce',
      mail: { messageId: 'm1', tags },
      bounce: { bounceType: 'Transient' },
    };
    await applyMailEvent(storesOf('feedback', afterIt), { detail });
    await applyMailEvent(storesOf('feedback', afterIt), { detail: { ...detail, eventType: 'Reject' } });
  };
  const left = async (): Promise<void> => {
    const token = tokenIn('/subscribe/preferences');
    statuses.set('delete', (await form('/subscribe/delete', { token })).status);
  };

  const browse = async (): Promise<void> => {
    const { data } = (await (await site().request('/v1/events')).json()) as { data: { id: string }[] };
    const of = (id: string): string[] => [
      `/events/${id}`,
      `/v1/events/${id}`,
      `/v1/events/${id}/sources`,
      `/v1/events/${id}/history`,
    ];
    eventId = data[0]?.id ?? 'none';
    for (const path of [...READ, ...of(data[0]?.id ?? 'none'), '/digests/2026-W10'])
      statuses.set(path, (await site().request(path)).status);
  };

  /** Everything that an editor may ask for, as an invocation. */
  const operated = async (): Promise<void> => {
    const stores = storesOf('operate', afterIt);
    const desk: Desk = {
      ...stores,
      pause: async () => {},
      fetchFeed: async () => ({ outcome: 'failed', reason: 'made up', retryAfter: null }) as never,
      mailPorts: stores,
      digestPorts: { ...stores, mails, health: pipelineHealth(stores.sources, afterIt) },
      settings: { baseUrl: 'https://example.org' },
    };
    const run = (command: string, args: Record<string, unknown>): Promise<void> =>
      operate(desk, { command, args }, () => {});
    await run('sources-check', { names: [] });
    await run('sources-switch', { names: [SOURCE.id], to: 'off' });
    await run('review-list', { kind: 'friction', limit: 5 });
    const id = eventId;
    const why = { by: 'An editor', reason: 'a trial' };
    await run('review-decide', { action: 'edit', id, set: { place: 'Beijing' }, ...why });
    await run('review-decide', { action: 'split', id, reports: [await lastReportOf(id)], ...why });
    const waiting = ['2026-01-10', '2026-01-20'].map((on) => unsure(on));
    for (const one of waiting) await dynamoAsideStore(dynamo.client, dynamo.table).put('review', one);
    for (const [index, decision] of ['accept', 'reject'].entries())
      await run('review-rule', {
        item: queueIdOf(waiting[index] as Report),
        decision,
        ...why,
        set: { type: 'call' },
      });
    for (const action of ['hold', 'release', 'resend', 'status'])
      await run('digest-operate', { action, week: WEEK, reason: 'a trial' });
  };
  let eventId = '';
  const lastReportOf = async (id: string): Promise<string> =>
    (await dynamoEventStore(dynamo.client, dynamo.table).reports(id)).at(-1)?.id ?? 'none';

  it('does its work without being denied anything', () => {
    expect(statuses.size).toBeGreaterThan(15);
    expect([...statuses].filter(([, status]) => status !== 200)).toEqual([]);
  });

  it.each(FUNCTIONS)('%s is allowed nothing that it does not use', (name) => {
    const allowed = [...tableAccessOf(app, name)].flatMap(([action, keys]) =>
      keys.map((key) => `${action} ${key}`),
    );
    expect(allowed.length).toBeGreaterThan(0);
    expect([...used[name]].sort()).toEqual(allowed.sort());
  });

  it('the guard does deny: the plan may not read events', async () => {
    await expect(storesOf('plan').events.head()).rejects.toThrow(
      'AccessDenied: plan may not dynamodb:GetItem on JOURNAL',
    );
  });
});

describe('the API where people may correct the record', () => {
  const { app: reviewed } = templatesOf('prod', { review: 'on' });

  it('may do what accepting, rejecting and merging take, and without the setting it may not', async () => {
    const dynamo = await startEmbedded();
    const ports = (template: typeof app) => {
      const client = guarded(dynamo, 'api', new Set(), template);
      return {
        clock: () => new Date('2026-03-03T06:00:00Z'),
        events: dynamoEventStore(client, dynamo.table),
        asides: dynamoAsideStore(client, dynamo.table),
      };
    };
    const own = { ...ports(app), ...storesOn(dynamo) };
    const told = [];
    for (const on of ['2026-01-01', '2026-02-01'])
      told.push(await recordReport(own, report({ type: 'call', who: ['xi', 'putin'], on })));
    const waiting = ['2026-01-10', '2026-01-20'].map((on) => unsure(on));
    for (const one of waiting) await recordReport(own, one);
    const why = { by: 'an editor', reason: 'checked by hand' };
    const [accepted, rejected] = waiting.map(queueIdOf);
    await rule(ports(reviewed), accepted ?? '', { decision: 'accept', ...why, set: { type: 'call' } });
    await rule(ports(reviewed), rejected ?? '', { decision: 'reject', ...why, set: {} });
    const [id, into] = told.map((one) => ('eventId' in one ? one.eventId : ''));
    const merge = { action: 'merge', id, into, ...why } as Decision;
    await expect(correct(ports(app), merge)).rejects.toThrow('AccessDenied');
    expect(await correct(ports(reviewed), merge)).toEqual({ outcome: 'done', id: into });
    await dynamo.stop();
  }, 30_000);

  const storesOn = ({ client, table }: EmbeddedDynamo) => ({
    events: dynamoEventStore(client, table),
    asides: dynamoAsideStore(client, table),
  });
});
