import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { composeMessage } from '../../../shared/digest/compose-message.ts';
import { freezeDigest } from '../../../shared/digest/freeze-digest.ts';
import { IsoWeek, weekWindow } from '../../../shared/digest/iso-week.ts';
import { countLedger, resend } from '../../../shared/digest/mailing-status.ts';
import { renderEmail } from '../../../shared/digest/render-email.tsx';
import { renderText } from '../../../shared/digest/render-text.ts';
import { countOpen, holdIssue, releaseIssue } from '../../../shared/digest/send-issue.ts';
import { summaryOf } from '../../../shared/digest/wording.ts';
import { LedgerState } from '../../../shared/mail/ledger.ts';
import type { Print } from '../control.ts';
import type { System } from '../system.ts';
import type { Command } from './command.ts';

const Args = z.object({ week: IsoWeek, out: z.string() });

/** A subscriber who does not exist, so that a preview never carries somebody's address or a token that works. */
const PREVIEW = { to: 'reader@example.org', token: 'preview' };

/** `amur digest --week 2023-W12 --out DIR`: freezes the week's issue and writes it in four forms. */
export const digestCommand: Command<z.infer<typeof Args>> = {
  args: Args,
  check: ({ week }) => void weekWindow(week),
  async run(system, { week, out }, print) {
    const digest = await freezeDigest(system.digestPorts, week);
    const { baseUrl } = system.settings;
    const links = {
      baseUrl,
      unsubscribe: `${baseUrl}/unsubscribe?token=${PREVIEW.token}`,
      preferences: `${baseUrl}/subscribe/preferences?token=${PREVIEW.token}`,
      postalAddress: system.settings.mail.postalAddress,
    };
    const envelope = { from: system.settings.mail.from, to: PREVIEW.to, listId: system.settings.mail.listId };
    mkdirSync(out, { recursive: true });
    const files = {
      'issue.eml': await composeMessage(digest, links, envelope),
      'issue.html': renderEmail(digest, links),
      'issue.txt': renderText(digest, links),
      'issue.json': `${JSON.stringify(digest, null, 2)}\n`,
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(out, name), content);
    print(`${week}${digest.draft ? ' (draft, not kept: the week is not over)' : ''}: ${summaryOf(digest)}`);
    print(digest.held ? `It would be held: ${digest.held}` : 'It would be sent.');
    print(`Written to ${out}: ${Object.keys(files).join(', ')}.`);
  },
};

const Operate = z.object({
  action: z.enum(['status', 'hold', 'release', 'resend']),
  week: IsoWeek,
  reason: z.string().max(300).default('Held by hand.'),
  uncertain: z.boolean().default(false),
});

/** `amur digest status|hold|release|resend WEEK`: looks after the sending of an issue. */
export const digestOperateCommand: Command<z.infer<typeof Operate>> = {
  args: Operate,
  check: ({ week }) => void weekWindow(week),
  async run(system, { action, week, reason, uncertain }, print) {
    const { digestPorts, mailPorts } = system;
    if (action === 'hold') await holdIssue(digestPorts, week, reason);
    if (action === 'release') print(`${week}: ${await releaseIssue(digestPorts, week)}`);
    if (action === 'resend') {
      const from = uncertain ? (['failed', 'uncertain'] as const) : (['failed'] as const);
      const count = await resend({ ...digestPorts, ledger: mailPorts.ledger }, week, from);
      print(`${count} handed out again.`);
    }
    await printStatus(system, week, print);
  },
};

/** Shown also where nobody has come to it; the others are passed through in a moment. */
const ENDS: ReadonlySet<LedgerState> = new Set(['accepted', 'uncertain', 'failed', 'skipped']);

const printStatus = async (
  { digestPorts, mailPorts }: System,
  week: IsoWeek,
  print: Print,
): Promise<void> => {
  const mailing = await digestPorts.mailings.get(week);
  if (!mailing) return print(`${week}: nothing was sent yet.`);
  print(`${week}: ${mailing.state}${mailing.reason ? ` (${mailing.reason})` : ''}, since ${mailing.at}`);
  const { states, reasons } = await countLedger(mailPorts.ledger, week);
  print(`${'still to get it'.padEnd(16)}${String(await countOpen(digestPorts, mailing)).padStart(8)}`);
  for (const state of LedgerState.options)
    if (ENDS.has(state) || states.has(state))
      print(`${state.padEnd(16)}${String(states.get(state) ?? 0).padStart(8)}`);
  for (const [why, count] of reasons) print(`  ${why}: ${count}`);
};
