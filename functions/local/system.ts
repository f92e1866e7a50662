import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkSources, type Loaded, loadSeed, seedSources } from '../../seed/load-seed.ts';
import { classify } from '../../shared/classification/classify.ts';
import { dynamoAlertProgress } from '../../shared/digest/alert-progress.dynamodb.ts';
import { dynamoDigestStore } from '../../shared/digest/digest-store.dynamodb.ts';
import { dynamoMailingStore } from '../../shared/digest/mailing-store.dynamodb.ts';
import { pipelineHealth } from '../../shared/digest/pipeline-health.ts';
import type { IssuePorts } from '../../shared/digest/send-issue.ts';
import type { MailPorts } from '../../shared/digest/work-on-mail.ts';
import { dynamoAsideStore } from '../../shared/events/aside-store.dynamodb.ts';
import { dynamoEventStore } from '../../shared/events/event-store.dynamodb.ts';
import type { RecordJob } from '../../shared/events/report.ts';
import { httpFetchFeed } from '../../shared/ingestion/fetch-feed.http.ts';
import { dynamoHostTurns } from '../../shared/ingestion/host-turns.dynamodb.ts';
import type { VisitJob } from '../../shared/ingestion/plan-visits.ts';
import { isPublicAddress } from '../../shared/ingestion/public-address.ts';
import { dynamoReadingLog } from '../../shared/ingestion/reading-log.dynamodb.ts';
import type { Source } from '../../shared/ingestion/source.ts';
import { dynamoSourceStore } from '../../shared/ingestion/source-store.dynamodb.ts';
import { dynamoLedger } from '../../shared/mail/ledger.dynamodb.ts';
import { fileOutbox } from '../../shared/mail/outbox.file.ts';
import { paced, realTime } from '../../shared/mail/pace.ts';
import { smtpMailer } from '../../shared/mail/smtp.nodemailer.ts';
import { AppError } from '../../shared/platform/app-error.ts';
import { isHalfRestored } from '../../shared/platform/backup.dynamodb.ts';
import { startEmbedded } from '../../shared/platform/embedded-dynamo.dynalite.ts';
import { localQueue } from '../../shared/platform/local-queue.dynamodb.ts';
import { diskSnapshotFiles } from '../../shared/snapshots/snapshot-files.file.ts';
import { dropExpired } from '../../shared/subscriptions/drop-expired.dynamodb.ts';
import type { MailJob } from '../../shared/subscriptions/mail-job.ts';
import { fileSecrets } from '../../shared/subscriptions/secrets.file.ts';
import type { SubscriptionPorts } from '../../shared/subscriptions/subscribe.ts';
import { dynamoSubscriberStore } from '../../shared/subscriptions/subscriber-store.dynamodb.ts';
import { snapshotTexts } from '../api/formats/snapshot-texts.ts';
import type { Print } from './control.ts';
import type { Settings } from './settings.ts';

const RECORDERS = 4;
const VISITORS = 8;
const MAILERS = 1; // one at a time keeps the pace
const SLOW = 1000; // milliseconds after which progress is shown

/** Everything of Amur in one process, over the embedded store: the same use cases and adapters as in Lambda. */
export type System = Awaited<ReturnType<typeof openSystem>>;

/**
 * Opens the store, completes what a crash left half done, and brings the seed up to date.
 * @throws AppError Busy when another process holds the store, BadInput for a wrong sources file.
 */
export const openSystem = async (settings: Settings, print: Print) => {
  const sourceRows = readSources(settings.sourcesFile);
  const dynamo = await startEmbedded({ dir: join(settings.dataDir, 'db') });
  const { client, table } = dynamo;
  if (await isHalfRestored(dynamo)) {
    await dynamo.stop();
    throw new AppError('Conflict', 'A restore into this store has not ended: run it again.');
  }
  const clock = () => new Date();
  const events = dynamoEventStore(client, table);
  const sources = dynamoSourceStore(client, table);
  const digests = dynamoDigestStore(client, table);
  const readings = dynamoReadingLog(client, table);
  const turns = dynamoHostTurns(client, table);
  await events.settle();
  // This process holds the store alone, so visits that are still marked as running died with the one before.
  await sources.endLeases();
  await turns.endAll();
  const seeded = await loadSeed({ events, sources, clock }, sourceRows, progress(print));
  const userAgent = `Amur/0.1 (+${settings.baseUrl}/method; news timeline)`;
  const asides = dynamoAsideStore(client, table);
  const mails = localQueue<MailJob>({ client, table }, 'mails', MAILERS);
  const secretsFile = join(settings.dataDir, 'secrets.json');
  const subscriptionPorts: SubscriptionPorts = {
    subscribers: dynamoSubscriberStore(client, table),
    secrets: fileSecrets(secretsFile),
    mails: mails.queue,
    clock,
  };
  const ledger = dynamoLedger(client, table);
  const digestPorts: IssuePorts = {
    events,
    asides,
    digests,
    mailings: dynamoMailingStore(client, table),
    ledger,
    subscribers: subscriptionPorts.subscribers,
    mails: mails.queue,
    clock,
    health: pipelineHealth(sources, clock, readings),
  };
  const snapshots = diskSnapshotFiles(join(settings.dataDir, 'snapshots'));
  const outbox = fileOutbox(join(settings.dataDir, 'outbox'));
  const mailer = settings.smtpUrl ? smtpMailer(settings.smtpUrl, settings.mail.from) : outbox;
  const mailPorts: MailPorts = {
    ...digestPorts,
    ...subscriptionPorts,
    ledger,
    mailer,
    pace: paced(mailer.quota, realTime, 0.9),
    alertPace: paced(mailer.quota, realTime, 0.1),
    wait: realTime.wait,
    newClaim: randomUUID,
    settings: settings.mail,
    baseUrl: settings.baseUrl,
  };
  return {
    settings,
    kept: { client, table },
    clock,
    events,
    sources,
    turns,
    digests,
    seeded: seeded satisfies Loaded,
    asides,
    readings,
    classify,
    fetchFeed: httpFetchFeed({
      userAgent,
      mayConnect: settings.allowPrivateHosts ? () => true : isPublicAddress,
    }),
    visits: localQueue<VisitJob>({ client, table }, 'visits', VISITORS),
    records: localQueue<RecordJob>({ client, table }, 'records', RECORDERS),
    subscriptions: async () => subscriptionPorts,
    review: async () => ({
      events,
      asides,
      clock,
      reviewers: async () => (await subscriptionPorts.secrets()).adminTokens,
    }),
    secretsFile,
    dropExpired: () => dropExpired({ client, table }, clock()),
    mails,
    outbox,
    digestPorts,
    snapshots: async () => snapshots,
    snapshotPorts: { files: snapshots, texts: snapshotTexts(events, settings.baseUrl), clock },
    mailPorts,
    alertProgress: dynamoAlertProgress(client, table),
    random: Math.random,
    pause: (milliseconds: number): Promise<void> => pause(milliseconds),
    close: () => dynamo.stop(),
  };
};

const readSources = (file: string | undefined): Source[] => {
  if (!file) return seedSources();
  let rows: unknown;
  try {
    rows = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new AppError(
      'BadInput',
      `${file}: ${error instanceof SyntaxError ? 'no JSON' : 'cannot be read'}.`,
      { cause: error },
    );
  }
  return checkSources(file, rows);
};

const progress = (print: Print) => {
  const began = Date.now();
  let said = began;
  return (done: number, of: number): void => {
    if (Date.now() - said < SLOW) return;
    said = Date.now();
    print(`Loading the article and the chronology: ${done} of ${of}`);
  };
};
