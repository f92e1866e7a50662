import type { Ledger, LedgerEntry, LedgerState } from '../mail/ledger.ts';
import type { Queue } from '../platform/queue.ts';
import type { MailJob } from '../subscriptions/mail-job.ts';
import type { IsoWeek } from './iso-week.ts';
import { jobsOf } from './send-issue.ts';

const entriesOf = async function* (ledger: Ledger, week: IsoWeek): AsyncGenerator<LedgerEntry> {
  let cursor: string | null = null;
  do {
    const page: { entries: LedgerEntry[]; next: string | null } = await ledger.list(week, cursor);
    yield* page.entries;
    cursor = page.next;
  } while (cursor);
};

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

/**
 * Hands the issue out again to those to whom it was refused, never to anybody whose mail was taken.
 * @returns how many.
 */
export const resendFailed = async (
  ports: { ledger: Ledger; mails: Queue<MailJob> },
  week: IsoWeek,
): Promise<number> => {
  const ids: string[] = [];
  for await (const { id, state } of entriesOf(ports.ledger, week))
    if (state === 'failed' || state === 'waiting') ids.push(id);
  await ports.mails.send(jobsOf(week, ids, true));
  return ids.length;
};
