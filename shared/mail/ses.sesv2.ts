import {
  GetAccountCommand,
  SESv2Client,
  type SESv2ClientConfig,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';
import type { Mailer, Sent } from './mailer.ts';

const SHARE = 0.8; // of the account's quota; the rest is for mails about subscriptions
const TIMEOUT = 20_000; // milliseconds

type Failure = Error & { code?: string; $metadata?: { httpStatusCode?: number }; $response?: unknown };

/** Failures before the request has left: nobody has the message. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * SES, version 2. SendEmail has no idempotency key, so the SDK must not repeat a call by itself: what became of a
 * message is told as it is, and the ledger decides.
 */
export const sesMailer = (configurationSet: string | undefined, config: SESv2ClientConfig = {}): Mailer => {
  const client = new SESv2Client({ requestHandler: { requestTimeout: TIMEOUT }, ...config, maxAttempts: 1 });
  return {
    async send({ to, raw, tags }) {
      const command = new SendEmailCommand({
        Destination: { ToAddresses: [to] },
        Content: { Raw: { Data: raw } },
        EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        ...(configurationSet && { ConfigurationSetName: configurationSet }),
      });
      try {
        const { MessageId = '' } = await client.send(command);
        return { outcome: 'accepted', messageId: MessageId };
      } catch (error) {
        return judged(error as Failure);
      }
    },
    async quota() {
      const { SendQuota: { MaxSendRate = 1, Max24HourSend = 200, SentLast24Hours = 0 } = {} } =
        await client.send(new GetAccountCommand({}));
      const leftToday = Max24HourSend < 0 ? Number.MAX_SAFE_INTEGER : Max24HourSend - SentLast24Hours;
      return { perSecond: MaxSendRate * SHARE, leftToday: Math.floor(leftToday * SHARE) };
    },
  };
};

/** An answer with a 4xx status is a refusal; a 5xx, a broken connection or no answer leave it open. */
const judged = (error: Failure): Sent => {
  const { name, code = '', message, $metadata } = error;
  const status = $metadata?.httpStatusCode ?? 0;
  const reason = status ? name : code || name;
  if (NOT_CONNECTED.has(code)) return { outcome: 'refused', reason, again: 'soon' };
  if (status < 400 || status >= 500) return { outcome: 'uncertain', reason };
  if (
    /daily|24 ?hour/i.test(message) ||
    name === 'LimitExceededException' ||
    name === 'SendingPausedException'
  )
    return { outcome: 'refused', reason, again: 'tomorrow' };
  const throttled = status === 429 || /Throttling|TooManyRequests/.test(name);
  return { outcome: 'refused', reason, again: throttled ? 'soon' : 'never' };
};
