import { resolveMx, resolveTxt } from 'node:dns/promises';
import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import type { SenderFacts } from './sender-check.ts';

type Lookup = { mx(name: string): Promise<string[]>; txt(name: string): Promise<string[]> };

/** A name without records has none; that is an answer. */
const orNone = async <T>(asked: Promise<T[]>): Promise<T[]> => asked.catch(() => []);

const dns: Lookup = {
  mx: async (name) => (await orNone(resolveMx(name))).map(({ exchange }) => exchange.toLowerCase()),
  txt: async (name) => (await orNone(resolveTxt(name))).map((parts) => parts.join('')),
};

/** Undefined when SES does not have it. */
const orNothing = async <T>(asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
};

/** Reads what is to be judged of a sender, from SES with the credentials of the environment, and from DNS. */
export const senderFacts = async (
  domain: string,
  setName: string,
  client: SESv2Client = new SESv2Client({}),
  lookup: Lookup = dns,
): Promise<SenderFacts> => {
  const identity = await orNothing(client.send(new GetEmailIdentityCommand({ EmailIdentity: domain })));
  const mailFrom = identity?.MailFromAttributes?.MailFromDomain ?? null;
  const from = mailFrom ?? `bounce.${domain}`;
  return {
    identity: identity
      ? {
          verified: identity.VerifiedForSendingStatus === true,
          dkim: identity.DkimAttributes?.Status ?? 'NOT_STARTED',
          dkimTokens: identity.DkimAttributes?.Tokens ?? [],
          mailFrom,
          mailFromStatus: identity.MailFromAttributes?.MailFromDomainStatus ?? 'NOT_STARTED',
        }
      : null,
    account: await accountOf(client),
    set: await setOf(client, setName),
    records: {
      mx: await lookup.mx(from),
      spf: await lookup.txt(from),
      dmarc: await lookup.txt(`_dmarc.${domain}`),
    },
  };
};

const accountOf = async (client: SESv2Client): Promise<SenderFacts['account']> => {
  const { ProductionAccessEnabled, EnforcementStatus, SendQuota, SuppressionAttributes } = await client.send(
    new GetAccountCommand({}),
  );
  return {
    production: ProductionAccessEnabled === true,
    enforcement: EnforcementStatus ?? 'UNKNOWN',
    perSecond: SendQuota?.MaxSendRate ?? 0,
    perDay: SendQuota?.Max24HourSend ?? 0,
    suppressed: SuppressionAttributes?.SuppressedReasons ?? [],
  };
};

const setOf = async (client: SESv2Client, name: string): Promise<SenderFacts['set']> => {
  const asked = { ConfigurationSetName: name };
  const set = await orNothing(client.send(new GetConfigurationSetCommand(asked)));
  if (!set) return null;
  const told = await client.send(new GetConfigurationSetEventDestinationsCommand(asked));
  return {
    suppressed: set.SuppressionOptions?.SuppressedReasons ?? [],
    toEventBridge: (told.EventDestinations ?? []).some(
      (one) => one.Enabled === true && one.EventBridgeDestination !== undefined,
    ),
  };
};
