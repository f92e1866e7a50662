import * as z from 'zod';
import { AppError } from '../../shared/platform/app-error.ts';
import type { Command } from '../local/commands/command.ts';
import { digestOperateCommand } from '../local/commands/digest.ts';
import {
  reviewDecideCommand,
  reviewListCommand,
  reviewNextCommand,
  reviewRuleCommand,
} from '../local/commands/review.ts';
import { sourcesSwitchCommand } from '../local/commands/sources.ts';
import { sourcesCheckCommand } from '../local/commands/sources-check.ts';
import { sweepCommand } from '../local/commands/sweep.ts';
import type { Print } from '../local/control.ts';
import type { System } from '../local/system.ts';
import type { AdminToken, Scope } from './admin.ts';

/** As much of the system as operating it takes. */
export type Desk = Pick<
  System,
  'sources' | 'turns' | 'fetchFeed' | 'clock' | 'pause' | 'asides' | 'events' | 'digestPorts'
> & { mailPorts: Pick<System['mailPorts'], 'ledger'>; settings: Pick<System['settings'], 'baseUrl'> };

type Operation = { command: Command<unknown, Desk>; scope(args: Record<string, unknown>): Scope };

const reading = () => 'read' as const;
const deciding = () => 'review' as const;

const OPERATIONS = {
  'sources-check': { command: sourcesCheckCommand, scope: reading },
  'sources-switch': { command: sourcesSwitchCommand, scope: deciding },
  'review-list': { command: reviewListCommand, scope: reading },
  'review-next': { command: reviewNextCommand, scope: reading },
  'review-rule': { command: reviewRuleCommand, scope: deciding },
  sweep: { command: sweepCommand, scope: deciding },
  'review-decide': { command: reviewDecideCommand, scope: deciding },
  'digest-operate': {
    command: digestOperateCommand,
    scope: ({ action }: Record<string, unknown>) => (action === 'status' ? 'read' : 'review'),
  },
} as Record<string, Operation>;

const operationOf = ({ command }: Work): Operation => {
  const operation = Object.hasOwn(OPERATIONS, command) ? OPERATIONS[command] : undefined;
  if (!operation) throw new AppError('NotFound', `"${command}" cannot be done from afar.`);
  return operation;
};

export const Work = z.object({ command: z.string().max(40), args: z.record(z.string(), z.unknown()) });
export type Work = z.infer<typeof Work>;

const MOST_VISITS = 8; // a request through the gateway ends after half a minute

/** Whether a token opens what is asked for. */
export const isAllowed = ({ scopes }: Pick<AdminToken, 'scopes'>, work: Work): boolean =>
  scopes.includes(operationOf(work).scope(work.args));

/**
 * Does what an operator asks for, in the very words of the command line.
 * @param by who asks through the gateway; undefined: an invocation that AWS itself let in.
 * @throws AppError for what cannot be done, NotFound for an unknown command.
 */
export const operate = async (desk: Desk, work: Work, print: Print, by?: string): Promise<void> => {
  const { command } = operationOf(work);
  if (by !== undefined) mustBeShort(work);
  const args = parsed(command.args, by === undefined ? work.args : signed(work, by));
  command.check?.(args);
  await command.run(desk, args, print);
};

const mustBeShort = ({ command, args: { names } }: Work): void => {
  const count = Array.isArray(names) ? names.length : 0;
  if (command === 'sources-check' && (count < 1 || count > MOST_VISITS))
    throw new AppError(
      'BadInput',
      `Name at most ${MOST_VISITS} sources; npm run deploy looks at all of them.`,
    );
};

/** A decision carries the name of the token, whatever the request says. */
const signed = ({ command, args }: Work, by: string): Record<string, unknown> =>
  command === 'review-decide' || command === 'review-rule' ? { ...args, by } : args;

const parsed = <T>(schema: z.ZodType<T>, args: unknown): T => {
  const result = schema.safeParse(args);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new AppError('BadInput', `${issue?.path.join('.') || 'arguments'}: ${issue?.message}`);
};
