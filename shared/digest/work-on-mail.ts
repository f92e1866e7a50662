import { composeMime } from '../mail/mime.nodemailer.ts';
import { log } from '../platform/log.ts';
import type { MailJob } from '../subscriptions/mail-job.ts';
import { type Notice, noticeHtml, noticeSubject, noticeText } from '../subscriptions/notice-mail.tsx';
import { sendNotice } from '../subscriptions/send-notice.ts';
import type { SubscriberStore } from '../subscriptions/subscriber-store.ts';
import { type AlertDeliveryPorts, deliverAlert } from './deliver-alert.ts';
import { deliverIssue, type IssueDeliveryPorts } from './deliver-issue.ts';

export type MailPorts = IssueDeliveryPorts & AlertDeliveryPorts & { subscribers: SubscriberStore };

/**
 * Works on one mail job. It may come twice and in any order. Throws only where a later attempt may succeed, so that the
 * queue brings the job back; whoever has his mail by then is passed over.
 */
export const workOnMail = (ports: MailPorts, job: MailJob): Promise<void> => {
  if (job.kind === 'notice') return notice(ports, job.id);
  return job.kind === 'issue' ? deliverIssue(ports, job) : deliverAlert(ports, job);
};

const notice = async (ports: MailPorts, id: string): Promise<void> => {
  const { baseUrl, settings } = ports;
  const compose = (mail: Notice, to: string) =>
    composeMime({
      from: settings.from,
      to,
      subject: noticeSubject(mail),
      date: ports.clock(),
      text: noticeText(mail),
      html: noticeHtml(mail),
      headers: [{ key: 'Auto-Submitted', value: 'auto-replied' }],
    });
  const done = await sendNotice({ ...ports, ...settings, compose, baseUrl }, id);
  if (done.outcome !== 'not sent') return;
  log('warn', 'A notice was not sent.', { id, reason: done.reason });
  if (done.again) throw new Error(`The notice waits: ${done.reason}`);
};
