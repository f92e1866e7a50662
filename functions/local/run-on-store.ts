import type * as z from 'zod';
import { AppError } from '../../shared/platform/app-error.ts';
import { backupCommand } from './commands/backup.ts';
import type { Command } from './commands/command.ts';
import { digestCommand, digestOperateCommand } from './commands/digest.ts';
import { importCommand } from './commands/import.ts';
import { ingestCommand } from './commands/ingest.ts';
import { replayCommand } from './commands/replay.ts';
import {
  reviewDecideCommand,
  reviewListCommand,
  reviewNextCommand,
  reviewRuleCommand,
  reviewTokenCommand,
} from './commands/review.ts';
import { snapshotCommand } from './commands/snapshot.ts';
import { sourcesAddCommand, sourcesSwitchCommand } from './commands/sources.ts';
import { sourcesCheckCommand } from './commands/sources-check.ts';
import { sweepCommand } from './commands/sweep.ts';
import { handOver, type Print, type RunWork } from './control.ts';
import { readSettings } from './settings.ts';
import { openSystem, type System } from './system.ts';

const COMMANDS = {
  backup: backupCommand,
  ingest: ingestCommand,
  digest: digestCommand,
  'digest-operate': digestOperateCommand,
  'sources-check': sourcesCheckCommand,
  'sources-switch': sourcesSwitchCommand,
  'sources-add': sourcesAddCommand,
  import: importCommand,
  replay: replayCommand,
  snapshot: snapshotCommand,
  sweep: sweepCommand,
  'review-list': reviewListCommand,
  'review-decide': reviewDecideCommand,
  'review-next': reviewNextCommand,
  'review-rule': reviewRuleCommand,
  'review-token': reviewTokenCommand,
} as Record<string, Command<unknown>>;

type Prepared = { run(system: System, print: Print): Promise<void> };

/** @throws AppError BadInput before anything is opened or changed. */
const prepare = (name: string, args: unknown): Prepared => {
  const command = COMMANDS[name];
  if (!command) throw new AppError('BadInput', `There is no command "${name}".`);
  const checked = parse(command.args, args);
  command.check?.(checked);
  return { run: (system, print) => command.run(system, checked, print) };
};

const parse = <T>(schema: z.ZodType<T>, args: unknown): T => {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('BadInput', `${issue?.path.join('.') || 'arguments'}: ${issue?.message}`);
};

/** Runs a command in the process that holds the store: the one that serves, else this one. */
export const runOnStore = async (name: string, args: unknown, print: Print): Promise<void> => {
  const { run } = prepare(name, args);
  const settings = readSettings();
  const here = { command: name, args: withAbsolutePaths(args) };
  if (await handOver(settings.dataDir, here, print)) return;
  const system = await openSystem(settings, print);
  try {
    await run(system, print);
  } finally {
    await system.close();
  }
};

/** The other half: work that was handed over, run with the open system. */
export const runHandedOver =
  (system: System): RunWork =>
  ({ command, args }, print) =>
    prepare(command, args).run(system, print);

/** The other process may stand in another folder. */
const withAbsolutePaths = (args: unknown): unknown => {
  const { paths, out, ...rest } = args as { paths?: string[]; out?: string };
  const absolute = (path: string): string =>
    /^https?:/i.test(path) || path.startsWith('/') ? path : `${process.cwd()}/${path}`;
  return { ...rest, ...(paths && { paths: paths.map(absolute) }), ...(out && { out: absolute(out) }) };
};
