import { parseArgs } from 'node:util';
import { sendIssue } from '../../shared/digest/send-issue.ts';
import { workOnMail } from '../../shared/digest/work-on-mail.ts';
import { closedIds } from '../../shared/mail/closed-ids.ts';
import { paced } from '../../shared/mail/pace.ts';
import { sesMailer } from '../../shared/mail/ses.sesv2.ts';
import { sendingDesk } from '../fakes/desk.ts';
import { inWeek, issueOf, WEEK } from '../fakes/digests.ts';
import { subscriber } from '../fakes/mail.ts';
import { startSes } from '../fakes/ses.ts';

/**
 * `npm run mailing -- --subscribers 100000`: an issue of forty events to made-up subscribers through a server that speaks
 * SES v2. Waiting is skipped by a clock that is turned, so that hours of a slow account pass in minutes.
 */
const { values } = parseArgs({
  options: { subscribers: { type: 'string', default: '100000' }, rate: { type: 'string', default: '14' } },
});
const [count, rate] = [Number(values.subscribers), Number(values.rate)];
const CHOICES = [['military', 'economic', 'diplomatic'], ['military'], ['economic', 'diplomatic']] as const;
const TYPES = ['summit', 'joint_exercise', 'energy'] as const;

let clock = Date.parse('2026-01-12T06:00:00Z');
const arrivals: number[] = [];
const ses = await startSes({
  quota: { MaxSendRate: rate, Max24HourSend: -1, SentLast24Hours: 0 },
  keep: false,
  onCall: () => void arrivals.push(clock),
});
const readers = Array.from({ length: count }, (_, n) =>
  subscriber(`reader-${n}`, { choice: { categories: [...(CHOICES[n % 3] ?? CHOICES[0])] } }),
);
const events = Array.from({ length: 40 }, (_, n) =>
  inWeek(`Made-up event number ${n}`, { type: TYPES[n % 3] ?? 'summit' }),
);
const desk = await sendingDesk({
  digest: await issueOf(events),
  readers,
  mailer: sesMailer('amur', ses.config),
});
const time = {
  now: () => clock,
  async wait(milliseconds: number) {
    clock += milliseconds;
  },
};
const ports = { ...desk.ports, pace: paced(desk.ports.mailer.quota, time, 0.9) };

const began = performance.now();
await sendIssue(ports, WEEK);
const handedOut = performance.now() - began;
let most = 0;
const jobs = desk.jobs.splice(0);
for (const job of jobs) {
  await workOnMail(ports, job);
  most = Math.max(most, process.memoryUsage().rss);
}
const seconds = (performance.now() - began) / 1000;
const hours = (clock - Date.parse('2026-01-12T06:00:00Z')) / 3_600_000;

/** The most calls that arrived in any window of a second. */
const fastest = (): number => {
  let [top, first] = [0, 0];
  for (const [index, at] of arrivals.entries()) {
    while (at - (arrivals[first] ?? 0) >= 1000) first++;
    top = Math.max(top, index - first + 1);
  }
  return top;
};

const rows: [string, string][] = [
  ['subscribers', String(count)],
  ['jobs', String(jobs.length)],
  ['handing out, seconds', (handedOut / 1000).toFixed(1)],
  ['composing and sending, seconds', seconds.toFixed(1)],
  ['mails a second of work', (count / seconds).toFixed(0)],
  ['largest memory, MB', (most / 1e6).toFixed(0)],
  ['mails that SES took', String(ses.counts.taken)],
  ['ends in the ledger', String((await closedIds(ports.ledger, WEEK)).size)],
  ['quota, mails a second', String(rate)],
  ['most in any second', String(fastest())],
  ['hours by the account’s clock', hours.toFixed(2)],
];
for (const [name, value] of rows) process.stdout.write(`${name.padEnd(34)}${value.padStart(10)}\n`);
await ses.stop();
process.exit(ses.counts.taken === count && fastest() <= rate ? 0 : 1);
