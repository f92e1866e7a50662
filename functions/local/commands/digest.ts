import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { composeMessage } from '../../../shared/digest/compose-message.ts';
import type { Digest } from '../../../shared/digest/digest.ts';
import { keepDigest, previewDigest } from '../../../shared/digest/freeze-digest.ts';
import { IsoWeek, weekWindow } from '../../../shared/digest/iso-week.ts';
import { type IssueStatus, Operation, operateIssue } from '../../../shared/digest/operate-issue.ts';
import { renderEmail } from '../../../shared/digest/render-email.tsx';
import { renderText } from '../../../shared/digest/render-text.ts';
import { summaryOf } from '../../../shared/digest/wording.ts';
import { LedgerState } from '../../../shared/mail/ledger.ts';
import type { Print } from '../control.ts';
import type { System } from '../system.ts';
import type { Command } from './command.ts';

const Args = z.object({
  week: IsoWeek,
  out: z.string(),
  preview: z.boolean().default(false),
  freeze: z.boolean().default(false),
});

/** A subscriber who does not exist, so that a preview never carries somebody's address or a token that works. */
const PREVIEW = { to: 'reader@example.org', token: 'preview' };

/**
 * `amur digest --week 2023-W12 --out DIR`: freezes the week's issue and writes it in four forms. What is frozen is so
 * for good, hence `--preview` for a look, and a quiet week is kept only with `--freeze`: most often its feeds have yet
 * to come.
 */
export const digestCommand: Command<z.infer<typeof Args>> = {
  args: Args,
  check: ({ week }) => void weekWindow(week),
  async run(system, { week, out, preview, freeze }, print) {
    const seen = await previewDigest(system.digestPorts, week);
    const isToKeep = !preview && (freeze || !isQuiet(seen));
    const digest = isToKeep ? await keepDigest(system.digestPorts, seen) : seen;
    const isKept = (await system.digests.get(week)) !== undefined;
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
    print(`${week}${standing(digest, isKept)}: ${summaryOf(digest)}`);
    print(digest.held ? `It would be held: ${digest.held}` : 'It would be sent.');
    print(`Written to ${out}: ${Object.keys(files).join(', ')}.`);
  },
};

const isQuiet = ({ top, moved, withdrawn }: Digest): boolean =>
  top.length + moved.length + withdrawn.length === 0;

const standing = ({ draft }: Digest, isKept: boolean): string => {
  if (draft) return ' (draft, not kept: the week is not over)';
  return isKept ? '' : ' (by the record as it stands, not kept: --freeze keeps it)';
};

type Sending = Pick<System, 'digestPorts'> & { mailPorts: Pick<System['mailPorts'], 'ledger'> };

/** `amur digest status|hold|release|resend WEEK`: looks after the sending of an issue. */
export const digestOperateCommand: Command<Operation, Sending> = {
  args: Operation,
  check: ({ week }) => void weekWindow(week),
  async run({ digestPorts, mailPorts }, operation, print) {
    const status = await operateIssue({ ...digestPorts, ledger: mailPorts.ledger }, operation);
    if (operation.action === 'resend') print(`${status.handedOut} handed out again.`);
    printStatus(status, print);
  },
};

/** Shown also where nobody has come to it; the others are passed through in a moment. */
const ENDS: ReadonlySet<LedgerState> = new Set(['accepted', 'uncertain', 'failed', 'skipped']);

const printStatus = (
  { week, state, reason, since, open, states, reasons }: IssueStatus,
  print: Print,
): void => {
  if (state === 'not begun') {
    print(`${week}: nothing was sent yet.`);
    return;
  }
  print(`${week}: ${state}${reason ? ` (${reason})` : ''}, since ${since}`);
  print(`${'still to get it'.padEnd(16)}${String(open).padStart(8)}`);
  for (const one of LedgerState.options)
    if (ENDS.has(one) || states[one]) print(`${one.padEnd(16)}${String(states[one] ?? 0).padStart(8)}`);
  for (const [why, count] of Object.entries(reasons)) print(`  ${why}: ${count}`);
};
