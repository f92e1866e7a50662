import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { judgeSender, type SenderFacts } from '../../shared/mail/sender-check.ts';
import { senderFacts } from '../../shared/mail/sender-facts.sesv2.ts';

const GOOD: SenderFacts = {
  identity: {
    verified: true,
    dkim: 'SUCCESS',
    dkimTokens: ['one', 'two', 'three'],
    mailFrom: 'bounce.example.org',
    mailFromStatus: 'SUCCESS',
  },
  account: {
    production: true,
    enforcement: 'HEALTHY',
    perSecond: 14,
    perDay: 50_000,
    suppressed: ['BOUNCE', 'COMPLAINT'],
  },
  set: { suppressed: ['BOUNCE', 'COMPLAINT'], toEventBridge: true },
  records: {
    mx: ['feedback-smtp.eu-central-1.amazonses.com'],
    spf: ['v=spf1 include:amazonses.com ~all'],
    dmarc: ['v=DMARC1; p=none'],
  },
};
const identity = GOOD.identity ?? null;
const judged = (facts: Partial<SenderFacts>) =>
  judgeSender('example.org', 'eu-central-1', { ...GOOD, ...facts }).filter(({ ok }) => !ok);

describe('what a sender still lacks', () => {
  it('is nothing when everything stands', () => expect(judged({})).toEqual([]));

  it.each([
    {
      it: 'the identity',
      facts: { identity: null },
      what: 'identity',
      says: 'SES does not know example.org',
    },
    {
      it: 'the records of DKIM, to be copied',
      facts: { identity: identity && { ...identity, dkim: 'PENDING' } },
      what: 'DKIM',
      says: 'two._domainkey.example.org CNAME two.dkim.amazonses.com',
    },
    {
      it: 'the MX of MAIL FROM',
      facts: { records: { ...GOOD.records, mx: [] } },
      what: 'MAIL FROM',
      says: 'add bounce.example.org MX 10 feedback-smtp.eu-central-1.amazonses.com',
    },
    {
      it: 'SPF of the MAIL FROM domain',
      facts: { records: { ...GOOD.records, spf: ['v=spf1 -all'] } },
      what: 'SPF',
      says: 'v=spf1 include:amazonses.com',
    },
    {
      it: 'DMARC',
      facts: { records: { ...GOOD.records, dmarc: ['something else'] } },
      what: 'DMARC',
      says: 'add _dmarc.example.org TXT',
    },
    {
      it: 'the way out of the sandbox',
      facts: { account: { ...GOOD.account, production: false, perDay: 200 } },
      what: 'sandbox',
      says: '200 mails a day',
    },
    {
      it: 'the good standing of the account',
      facts: { account: { ...GOOD.account, enforcement: 'SHUTDOWN' } },
      what: 'account',
      says: 'SHUTDOWN',
    },
    {
      it: 'suppression of complaints',
      facts: { account: { ...GOOD.account, suppressed: ['BOUNCE'] } },
      what: 'suppression',
      says: 'COMPLAINT',
    },
    { it: 'the configuration set', facts: { set: null }, what: 'configuration set', says: 'deploy again' },
    {
      it: 'a configuration set that tells nobody',
      facts: { set: { suppressed: ['BOUNCE', 'COMPLAINT'], toEventBridge: false } },
      what: 'configuration set',
      says: 'tells nobody',
    },
  ])('names $it', ({ facts, what, says }) => {
    expect(judged(facts)).toContainEqual({ what, ok: false, says: expect.stringContaining(says) });
  });
});

describe('what SES and DNS say', () => {
  const ANSWERS: Record<string, object> = {
    '/v2/email/account': {
      ProductionAccessEnabled: true,
      EnforcementStatus: 'HEALTHY',
      SendQuota: { MaxSendRate: 14, Max24HourSend: 50_000 },
      SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    },
    '/v2/email/identities/example.org': {
      VerifiedForSendingStatus: true,
      DkimAttributes: { Status: 'SUCCESS', Tokens: ['one', 'two', 'three'] },
      MailFromAttributes: { MailFromDomain: 'bounce.example.org', MailFromDomainStatus: 'SUCCESS' },
    },
    '/v2/email/configuration-sets/amur-prod': {
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    },
    '/v2/email/configuration-sets/amur-prod/event-destinations': {
      EventDestinations: [{ Name: 'Told', Enabled: true, EventBridgeDestination: { EventBusArn: 'a' } }],
    },
  };
  const lookup = {
    mx: async () => GOOD.records.mx,
    txt: async (name: string) => (name.startsWith('_dmarc') ? GOOD.records.dmarc : GOOD.records.spf),
  };
  const facts = async (answers: Record<string, object>): Promise<SenderFacts> => {
    const server = createServer((request, response) => {
      const answer = answers[request.url ?? ''];
      const missing = { 'x-amzn-errortype': 'NotFoundException' };
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json', ...(!answer && missing) });
      response.end(JSON.stringify(answer ?? { message: 'not there' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = new SESv2Client({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    try {
      return await senderFacts('example.org', 'amur-prod', client, lookup);
    } finally {
      client.destroy();
      server.close();
    }
  };

  it('is read over the wire of SES', async () => expect(await facts(ANSWERS)).toEqual(GOOD));

  it('may be that there is neither identity nor configuration set', async () => {
    const account = { '/v2/email/account': ANSWERS['/v2/email/account'] ?? {} };
    expect(await facts(account)).toMatchObject({ identity: null, set: null });
  });
});
