import type { Digest } from '../../shared/digest/digest.ts';
import type { IssuePorts } from '../../shared/digest/send-issue.ts';
import type { MailPorts } from '../../shared/digest/work-on-mail.ts';
import { workOnMail } from '../../shared/digest/work-on-mail.ts';
import type { Event } from '../../shared/events/event.ts';
import type { Mailer, OutgoingMail, Sent } from '../../shared/mail/mailer.ts';
import type { MailJob } from '../../shared/subscriptions/mail-job.ts';
import type { Subscriber } from '../../shared/subscriptions/subscriber.ts';
import { digestStore } from './digests.ts';
import { eventReader } from './event-reader.ts';
import { memoryLedger, memoryMailings, memorySubscribers } from './mail.ts';

export const SECRETS = async () => ({
  master: 'm'.repeat(32),
  tokenKeys: [{ kid: 'k1', key: 'k'.repeat(32) }],
  hashSalt: 's'.repeat(32),
  adminTokens: [],
});

/** A mailer that takes everything unless it is told otherwise. */
export const fakeMailer = () => {
  const sent: OutgoingMail[] = [];
  const answers: Sent[] = [];
  const mailer: Mailer & { sent: OutgoingMail[]; answers: Sent[] } = {
    sent,
    answers,
    async send(mail) {
      const answer = answers.shift() ?? { outcome: 'accepted', messageId: `m${sent.length + 1}` };
      if (answer.outcome !== 'refused') sent.push(mail);
      return answer;
    },
    quota: async () => ({ perSecond: 10, leftToday: 10_000 }),
  };
  return mailer;
};

type Given = {
  digest?: Digest;
  events?: Event[];
  readers?: Subscriber[];
  mailer?: Mailer;
  now?: string;
};

/** Everything that sending needs, in memory: a clock that a test turns, and a queue that it works off. */
export const sendingDesk = async ({
  digest,
  events = [],
  readers = [],
  mailer,
  now = '2026-01-12T06:00:00Z',
}: Given = {}) => {
  let time = Date.parse(now);
  const later = (milliseconds: number): void => {
    time += milliseconds;
  };
  const jobs: MailJob[] = [];
  const fake = fakeMailer();
  const digests = digestStore();
  if (digest) await digests.freeze(digest);
  let claims = 0;
  const ports: IssuePorts & MailPorts = {
    ledger: memoryLedger(),
    mailings: memoryMailings(),
    subscribers: memorySubscribers(readers),
    digests,
    events: eventReader(events),
    mailer: mailer ?? fake,
    clock: () => new Date(time),
    pace: async () => 'go',
    alertPace: async () => 'go',
    wait: async (milliseconds) => later(milliseconds),
    newClaim: () => `claim-${claims++}`,
    secrets: SECRETS,
    settings: {
      from: 'Amur <digest@amur.example>',
      listId: 'Amur weekly digest <weekly.amur.example>',
      postalAddress: 'Amur, 1 Made-up Street, Nowhere',
      noticesAnHour: 500,
    },
    baseUrl: 'https://amur.example',
    health: async () => null,
    mails: { send: async (messages) => void jobs.push(...messages.map(({ body }) => body)) },
  };
  return {
    ports,
    jobs,
    mailer: fake,
    later,
    /** Works off the queue as it stands. @returns the faults of jobs that would come back. */
    async work(): Promise<string[]> {
      const faults: string[] = [];
      for (const job of jobs.splice(0))
        await workOnMail(ports, job).catch((error: Error) => faults.push(error.message));
      return faults;
    },
  };
};

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
