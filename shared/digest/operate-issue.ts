import * as z from 'zod';
import type { Ledger } from '../mail/ledger.ts';
import { IsoWeek } from './iso-week.ts';
import type { Mailing } from './mailing.ts';
import { countLedger, resend } from './mailing-status.ts';
import { countOpen, holdIssue, type IssuePorts, releaseIssue } from './send-issue.ts';

/** What a person may do with the sending of an issue. */
export const Operation = z.object({
  action: z.enum(['status', 'hold', 'release', 'resend']),
  week: IsoWeek,
  reason: z.string().max(300).default('Held by hand.').meta({ description: 'Kept with a hold.' }),
  uncertain: z
    .boolean()
    .default(false)
    .meta({ description: 'For resend: also to those who may have it already.' }),
});
export type Operation = z.infer<typeof Operation>;

export type OperatorPorts = IssuePorts & { ledger: Ledger };

/** Where the sending of an issue stands; `handedOut` counts what a resend handed out. */
export type IssueStatus = {
  week: IsoWeek;
  state: Mailing['state'] | 'not begun';
  reason: string | null;
  since: string | null;
  open: number;
  states: Record<string, number>;
  reasons: Record<string, number>;
  handedOut: number;
};

/**
 * Does what a person decided, and says where the sending stands afterwards: in counts, never who.
 * @throws AppError Conflict when the issue is not in a state for that.
 */
export const operateIssue = async (ports: OperatorPorts, operation: Operation): Promise<IssueStatus> => {
  const handedOut = await DO[operation.action](ports, operation);
  return { ...(await statusOf(ports, operation.week)), handedOut };
};

type Deed = (ports: OperatorPorts, operation: Operation) => Promise<number>;

const DO: Record<Operation['action'], Deed> = {
  status: async () => 0,
  async hold(ports, { week, reason }) {
    await holdIssue(ports, week, reason);
    return 0;
  },
  async release(ports, { week }) {
    await releaseIssue(ports, week);
    return 0;
  },
  resend: (ports, { week, uncertain }) =>
    resend(ports, week, uncertain ? ['failed', 'uncertain'] : ['failed']),
};

const statusOf = async (ports: OperatorPorts, week: IsoWeek): Promise<Omit<IssueStatus, 'handedOut'>> => {
  const mailing = await ports.mailings.get(week);
  const { states, reasons } = await countLedger(ports.ledger, week);
  return {
    week,
    state: mailing?.state ?? 'not begun',
    reason: mailing?.reason ?? null,
    since: mailing?.at ?? null,
    open: mailing ? await countOpen(ports, mailing) : 0,
    states: Object.fromEntries(states),
    reasons: Object.fromEntries(reasons),
  };
};
