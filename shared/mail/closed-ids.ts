import { pagesOf } from '../platform/paging.ts';
import type { Ledger, LedgerEntry, LedgerState } from './ledger.ts';

const OPEN: ReadonlySet<LedgerState> = new Set(['pending', 'claimed', 'sending']);

/** Every entry of a mailing. */
export const entriesOf = async function* (
  ledger: Pick<Ledger, 'list'>,
  mailing: string,
): AsyncGenerator<LedgerEntry> {
  for await (const { entries } of pagesOf((cursor: string | null) => ledger.list(mailing, cursor)))
    yield* entries;
};

/** Whose entry has reached an end; some 3 MB for 100,000 subscribers. */
export const closedIds = async (ledger: Pick<Ledger, 'list'>, mailing: string): Promise<Set<string>> => {
  const closed = new Set<string>();
  for await (const { id, state } of entriesOf(ledger, mailing)) if (!OPEN.has(state)) closed.add(id);
  return closed;
};
