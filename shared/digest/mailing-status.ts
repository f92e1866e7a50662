import { entriesOf } from '../mail/closed-ids.ts';
import { changeEntry, type Ledger, type LedgerState } from '../mail/ledger.ts';
import { reopened } from '../mail/ledger-moves.ts';
import type { Clock } from '../platform/clock.ts';
import type { Queue } from '../platform/queue.ts';
import type { MailJob } from '../subscriptions/mail-job.ts';
import type { IsoWeek } from './iso-week.ts';
import { jobsOf } from './send-issue.ts';

/** How many subscribers stand where, and why the others did not get it. */
export const countLedger = async (
  ledger: Ledger,
  week: IsoWeek,
): Promise<{ states: Map<LedgerState, number>; reasons: Map<string, number> }> => {
  const [states, reasons] = [new Map<LedgerState, number>(), new Map<string, number>()];
  for await (const { state, reason } of entriesOf(ledger, week)) {
    states.set(state, (states.get(state) ?? 0) + 1);
    if (reason) reasons.set(`${state}: ${reason}`, (reasons.get(`${state}: ${reason}`) ?? 0) + 1);
  }
  return { states, reasons };
};

type ResendPorts = { ledger: Ledger; mails: Queue<MailJob>; clock: Clock };

/**
 * Hands the issue out again to those whose mail ended in one of the states given, never to anybody whose mail was taken.
 * @param from `uncertain` is a person's decision: whoever is in it may have the mail already.
 * @returns how many.
 */
export const resend = async (
  { ledger, mails, clock }: ResendPorts,
  week: IsoWeek,
  from: readonly ('failed' | 'uncertain')[],
): Promise<number> => {
  const ids: string[] = [];
  for await (const { id, state } of entriesOf(ledger, week)) {
    const wanted = from.find((one) => one === state);
    if (wanted && (await changeEntry(ledger, week, id, (entry) => reopened(entry, wanted, clock()))))
      ids.push(id);
  }
  await mails.send(jobsOf(week, ids));
  return ids.length;
};
