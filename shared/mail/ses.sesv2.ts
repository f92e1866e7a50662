import {
  GetAccountCommand,
  SESv2Client,
  type SESv2ClientConfig,
  SESv2ServiceException,
  SendEmailCommand,
  type SendQuota,
} from '@aws-sdk/client-sesv2';
import type { Mailer, Quota, Sent } from './mailer.ts';

const SHARE = 0.8; // of the account's rate; the rest is for mails about subscriptions
const SPARED = 0.05; // of the day's quota, for the same
const TIMEOUT = 20_000; // milliseconds

/**
 * SES, version 2. SendEmail has no idempotency key, so the SDK must not repeat a call by itself: what became of a
 * message is told as it is, and the ledger decides.
 * @param patience milliseconds until no answer counts as none.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export const sesMailer = (
  configurationSet: string | undefined,
  config: SESv2ClientConfig = {},
  patience = TIMEOUT,
): Mailer => {
  const client = new SESv2Client({ ...config, requestHandler: limited(patience), maxAttempts: 1 });
  return {
    async send({ to, raw, tags }) {
      const command = new SendEmailCommand({
        Destination: { ToAddresses: [to] },
        Content: { Raw: { Data: raw } },
        EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        ...(configurationSet && { ConfigurationSetName: configurationSet }),
      });
      try {
        const { MessageId } = await client.send(command);
        return MessageId ? { outcome: 'accepted', messageId: MessageId } : NO_ID;
      } catch (error) {
        return judged(error);
      }
    },
    quota: async () => quotaOf((await client.send(new GetAccountCommand({}))).SendQuota),
  };
};

/** Without the third setting the SDK warns of a time-out and goes on waiting. */
const limited = (patience: number) => ({
  connectionTimeout: patience,
  requestTimeout: patience,
  throwOnRequestTimeout: true,
});

const NO_ID: Sent = { outcome: 'uncertain', reason: 'an answer without a message id' };

const quotaOf = ({ MaxSendRate = 1, Max24HourSend = 200, SentLast24Hours = 0 }: SendQuota = {}): Quota => ({
  perSecond: MaxSendRate * SHARE,
  leftToday:
    Max24HourSend < 0 // what SES says for no limit
      ? Number.MAX_SAFE_INTEGER
      : Math.max(0, Math.floor(Max24HourSend * (1 - SPARED) - SentLast24Hours)),
});

/** Failures before the request has left: nobody has the message. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** A message that was answered with one of these is at fault itself; all other refusals are of the account. */
const OF_THE_MAIL = new Set(['MessageRejected', 'BadRequestException', 'ValidationException']);

/**
 * An answer with a 4xx status is a refusal; a 5xx, a broken connection or no answer leave it open. The reason is the
 * name of the failure alone, since SES writes addresses into its messages.
 */
const judged = (error: unknown): Sent => {
  const { name, code } = error as Error & { code?: string };
  if (code && NOT_CONNECTED.has(code)) return { outcome: 'refused', reason: code, again: 'soon' };
  const status = error instanceof SESv2ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  const throttled = status === 429 || /^(Throttling|TooManyRequests)/.test(name);
  if (!throttled && (status < 400 || status >= 500))
    return { outcome: 'uncertain', reason: status ? name : (code ?? name) };
  return { outcome: 'refused', reason: name, again: againAfter(error as Error, throttled) };
};

/** `tomorrow` pauses the whole sending: whatever is wrong with the account is wrong for each mail. */
const againAfter = ({ name, message }: Error, throttled: boolean): 'soon' | 'tomorrow' | 'never' => {
  if (/daily|24.?hour/i.test(message)) return 'tomorrow';
  if (throttled) return 'soon';
  return OF_THE_MAIL.has(name) ? 'never' : 'tomorrow';
};
