/** What SES and DNS know of a sender. Null: there is none. */
export type SenderFacts = {
  identity: {
    verified: boolean;
    dkim: string;
    dkimTokens: string[];
    mailFrom: string | null;
    mailFromStatus: string;
  } | null;
  account: {
    production: boolean;
    enforcement: string;
    perSecond: number;
    perDay: number;
    suppressed: string[];
  };
  set: { suppressed: string[]; toEventBridge: boolean } | null;
  /** Records of the MAIL FROM domain and of `_dmarc`. */
  records: { mx: string[]; spf: string[]; dmarc: string[] };
};

export type Finding = { what: string; ok: boolean; says: string };

const REASONS = ['BOUNCE', 'COMPLAINT'];
const hasAll = (reasons: string[]): boolean => REASONS.every((one) => reasons.includes(one));

/**
 * What mailbox providers and SES ask of a sender, each with the record or the setting that is missing. That DKIM's `h=`
 * covers the unsubscribe headers only a real mail can show.
 * https://docs.aws.amazon.com/ses/latest/dg/mail-from.html, https://support.google.com/a/answer/81126
 */
export const judgeSender = (domain: string, region: string, facts: SenderFacts): Finding[] => [
  ...judgeIdentity(domain, facts),
  ...judgeMailFrom(domain, region, facts),
  judgeDmarc(domain, facts),
  ...judgeAccount(facts),
  judgeSet(facts),
];

const judgeIdentity = (domain: string, { identity }: SenderFacts): Finding[] => {
  if (!identity)
    return [{ what: 'identity', ok: false, says: `SES does not know ${domain}: deploy with --from` }];
  const { verified, dkim, dkimTokens } = identity;
  const records = dkimTokens
    .map((token) => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`)
    .join('; ');
  return [
    {
      what: 'identity',
      ok: verified,
      says: verified ? `${domain} may send` : 'not verified: add the records of DKIM',
    },
    { what: 'DKIM', ok: dkim === 'SUCCESS', says: dkim === 'SUCCESS' ? 'signs' : `${dkim}: add ${records}` },
  ];
};

const judgeMailFrom = (domain: string, region: string, { identity, records }: SenderFacts): Finding[] => {
  const mailFrom = identity?.mailFrom ?? `bounce.${domain}`;
  const ok = identity?.mailFromStatus === 'SUCCESS';
  const server = `feedback-smtp.${region}.amazonses.com`;
  const mx = records.mx.includes(server);
  const spf = records.spf.some((record) => record.includes('include:amazonses.com'));
  return [
    { what: 'MAIL FROM', ok: ok && mx, says: ok && mx ? mailFrom : `add ${mailFrom} MX 10 ${server}` },
    {
      what: 'SPF',
      ok: spf,
      says: spf ? 'aligned' : `add ${mailFrom} TXT "v=spf1 include:amazonses.com ~all"`,
    },
  ];
};

const judgeDmarc = (domain: string, { records }: SenderFacts): Finding => {
  const record = records.dmarc.find((one) => /^v=DMARC1\s*;/i.test(one));
  return {
    what: 'DMARC',
    ok: record !== undefined,
    says: record ?? `add _dmarc.${domain} TXT "v=DMARC1; p=none"`,
  };
};

const judgeAccount = ({ account }: SenderFacts): Finding[] => {
  const { production, enforcement, perSecond, perDay, suppressed } = account;
  const quota = `${perDay} mails a day, ${perSecond} a second`;
  return [
    {
      what: 'sandbox',
      ok: production,
      says: production ? `out of it, ${quota}` : `in it: mails reach verified addresses only, ${quota}`,
    },
    { what: 'account', ok: enforcement === 'HEALTHY', says: enforcement },
    {
      what: 'suppression',
      ok: hasAll(suppressed),
      says: hasAll(suppressed)
        ? 'of bounces and complaints'
        : 'switch on BOUNCE and COMPLAINT for the account',
    },
  ];
};

const judgeSet = ({ set }: SenderFacts): Finding => {
  const ok = Boolean(set?.toEventBridge && hasAll(set.suppressed));
  return {
    what: 'configuration set',
    ok,
    says: ok ? 'tells EventBridge what becomes of mails' : 'is missing or tells nobody: deploy again',
  };
};
