import type { Ledger, LedgerEntry, LedgerState } from './ledger.ts';

const OPEN: ReadonlySet<LedgerState> = new Set(['pending', 'claimed', 'sending']);

/** Every entry of a mailing. */
export const entriesOf = async function* (
  ledger: Pick<Ledger, 'list'>,
  mailing: string,
): AsyncGenerator<LedgerEntry> {
  let cursor: string | null = null;
  do {
    const page: { entries: LedgerEntry[]; next: string | null } = await ledger.list(mailing, cursor);
    yield* page.entries;
    cursor = page.next;
  } while (cursor);
};

/** Whose entry has reached an end; some 3 MB for 100,000 subscribers. */
export const closedIds = async (ledger: Pick<Ledger, 'list'>, mailing: string): Promise<Set<string>> => {
  const closed = new Set<string>();
  for await (const { id, state } of entriesOf(ledger, mailing)) if (!OPEN.has(state)) closed.add(id);
  return closed;
};
