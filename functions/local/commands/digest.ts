import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { freezeDigest } from '../../../shared/digest/freeze-digest.ts';
import { IsoWeek, weekWindow } from '../../../shared/digest/iso-week.ts';
import { composeMessage } from '../../../shared/digest/mime.nodemailer.ts';
import { renderEmail } from '../../../shared/digest/render-email.tsx';
import { renderText } from '../../../shared/digest/render-text.ts';
import { summaryOf } from '../../../shared/digest/wording.ts';
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
      postalAddress: system.mail.postalAddress,
    };
    const envelope = { from: system.mail.from, to: PREVIEW.to, listId: system.mail.listId };
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
