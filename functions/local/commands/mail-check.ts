import { type Finding, judgeSender } from '../../../shared/mail/sender-check.ts';
import { senderFacts } from '../../../shared/mail/sender-facts.sesv2.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { Print } from '../control.ts';

const row = ({ what, ok, says }: Finding): string => `${ok ? 'ok   ' : 'to do'}  ${what.padEnd(18)} ${says}`;

/** `amur mail-check DOMAIN`: what is still missing before mails of a deployment reach their readers. */
export const mailCheckCommand = async (domain: string, stage: string, print: Print): Promise<void> => {
  const region = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  if (!region) throw new AppError('BadInput', 'AWS_REGION is not set: name the region of the deployment.');
  const findings = judgeSender(domain, region, await senderFacts(domain, `amur-${stage}`));
  for (const finding of findings) print(row(finding));
  const open = findings.filter(({ ok }) => !ok).length;
  print(
    open === 0
      ? 'Mails can go out; look at the DKIM header of a first one.'
      : `${open} to do, see cdk/DEPLOY.md.`,
  );
};
