import { userInfo } from 'node:os';
import * as z from 'zod';
import { Suggestion } from '../../../shared/classification/verdict.ts';
import { type CorrectionPorts, correct, Decision } from '../../../shared/events/corrections.ts';
import type { RecordPorts } from '../../../shared/events/record-report.ts';
import type { Report } from '../../../shared/events/report.ts';
import { placeOf, QueueId, queueIdOf, rule } from '../../../shared/events/review.ts';
import { Ruling } from '../../../shared/events/ruling.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import { addAdminToken } from '../../../shared/subscriptions/secrets.file.ts';
import type { System } from '../system.ts';
import type { Command } from './command.ts';
import { newToken, TokenName } from './token.ts';

const ListArgs = z.object({
  kind: z.enum(['review', 'statement', 'friction', 'watch', 'rejected']),
  limit: z.coerce.number().int().min(1).max(500),
});

/** `amur review list`: what the classifier was unsure about, newest first. */
export const reviewListCommand: Command<z.infer<typeof ListArgs>, Pick<System, 'asides'>> = {
  args: ListArgs,
  async run(system, { kind, limit }, print) {
    const reports = await system.asides.list(kind, limit);
    for (const report of reports) print(lineOf(report));
    print(`${reports.length} shown.`);
  },
};

const lineOf = (report: Report): string =>
  `${queueIdOf(report)}  ${report.verdict.p.toFixed(2)}  ${report.outlet}: ${report.title}`;

/** The next item of the queue as JSON, for `amur review` at a terminal. */
export const reviewNextCommand: Command<{ after?: string | undefined }, Pick<System, 'asides'>> = {
  args: z.object({ after: z.string().optional() }),
  async run({ asides }, { after }, print) {
    const [report] = await asides.list('review', 1, after && placeOf(after));
    if (report) print(JSON.stringify(Waiting.parse({ ...report, item: queueIdOf(report) })));
  },
};

/** What a person needs to see of a waiting report. */
export const Waiting = z.object({
  item: z.string(),
  outlet: z.string(),
  title: z.string(),
  summary: z.string(),
  url: z.string().nullable(),
  verdict: z.object({ p: z.number(), suggestion: Suggestion.optional() }),
});

const RuleArgs = z.object({
  item: QueueId,
  ...Ruling.omit({ at: true }).shape,
});

/** `amur review accept|reject`: a person’s word about a report that the classifier was unsure of. */
export const reviewRuleCommand: Command<
  z.infer<typeof RuleArgs>,
  RecordPorts & { settings: Pick<System['settings'], 'baseUrl'> }
> = {
  args: RuleArgs,
  async run(system, { item, ...ruling }, print) {
    const { outcome, eventId } = await rule(system, item, ruling);
    const said = outcome === 'done' ? 'Done' : 'Decided so before';
    print(eventId ? `${said}: ${system.settings.baseUrl}/events/${eventId}` : `${said}: it is kept out.`);
  },
};

const TokenArgs = z.object({ name: TokenName, readOnly: z.boolean() });

/** `amur review token`: makes a token for the API of this installation; only its hash is kept. */
export const reviewTokenCommand: Command<z.infer<typeof TokenArgs>> = {
  args: TokenArgs,
  async run({ secretsFile, subscriptions }, { name, readOnly }, print) {
    await (await subscriptions()).secrets(); // makes the file where there is none
    const { token, row } = newToken(name, readOnly);
    addAdminToken(secretsFile, row);
    print(`AMUR_TOKEN=${token}`);
    print('It opens this installation from now on, and is shown this once.');
  },
};

/** `amur review edit|retract|restore|merge|split`: a person's decision, with who and why. */
export const reviewDecideCommand: Command<
  Decision,
  CorrectionPorts & { settings: Pick<System['settings'], 'baseUrl'> }
> = {
  args: Decision,
  async run(system, decision, print) {
    const { id, outcome } = await correct(system, decision);
    print(`${outcome === 'done' ? 'Done' : 'Decided so before'}: ${system.settings.baseUrl}/events/${id}`);
  },
};

/** `field=value` pairs of the command line as the fields of an edit. */
export const fieldsOf = (pairs: string[]): Record<string, string | boolean | null> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new AppError('BadInput', `"${pair}" is no field=value.`);
      const value = pair.slice(at + 1);
      return [
        pair.slice(0, at),
        value === 'true' ? true : value === 'false' ? false : value === '' ? null : value,
      ];
    }),
  );

export const whoever = (): string => userInfo().username || 'somebody';
