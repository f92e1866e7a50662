import { userInfo } from 'node:os';
import * as z from 'zod';
import { type CorrectionPorts, correct, Decision } from '../../../shared/events/corrections.ts';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { System } from '../system.ts';
import type { Command } from './command.ts';

const ListArgs = z.object({
  kind: z.enum(['review', 'statement', 'friction', 'watch']),
  limit: z.coerce.number().int().min(1).max(500),
});

/** `amur review list`: what the classifier was unsure about, newest first. */
export const reviewListCommand: Command<z.infer<typeof ListArgs>, Pick<System, 'asides'>> = {
  args: ListArgs,
  async run(system, { kind, limit }, print) {
    const reports = await system.asides.list(kind, limit);
    for (const { id, outlet, title, published, firstSeen, verdict } of reports) {
      print(`${(published ?? firstSeen).slice(0, 10)}  ${verdict.p.toFixed(2)}  ${id}  ${outlet}: ${title}`);
    }
    print(`${reports.length} shown.`);
  },
};

/** `amur review edit|retract|restore|merge|split`: a person's decision, with who and why. */
export const reviewDecideCommand: Command<
  Decision,
  CorrectionPorts & { settings: Pick<System['settings'], 'baseUrl'> }
> = {
  args: Decision,
  async run(system, decision, print) {
    const id = await correct(system, decision);
    print(`Done: ${system.settings.baseUrl}/events/${id}`);
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
