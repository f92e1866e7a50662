import type { PageKey } from './event-store.ts';

const SEQ_DIGITS = 12;
const BUCKET = 1000;

const padded = (seq: number): string => String(seq).padStart(SEQ_DIGITS, '0');

/** The keys of TABLE.md, in one place. */
export const keys = {
  head: { pk: 'JOURNAL', sk: 'HEAD' },
  change: (seq: number) => ({ pk: `CHANGES#${Math.floor(seq / BUCKET)}`, sk: padded(seq) }),
  record: (id: string) => ({ pk: `E#${id}`, sk: 'RECORD' }),
  report: (id: string, reportId: string) => ({ pk: `E#${id}`, sk: `R#${reportId}` }),
  history: (id: string, seq: number) => ({ pk: `E#${id}`, sk: `H#${padded(seq)}` }),
  known: (key: string) => ({ pk: `KNOWN#${key}`, sk: 'AT' }),
  family: (family: string, start: string, id: string) => ({ pk: `FAM#${family}`, sk: `${start}#${id}` }),
  posting: (index: string, { key, id }: PageKey) => ({ pk: `IX#${index}`, sk: `${key}#${id}` }),
} as const;

export const changeBuckets = (since: number, head: number): { pk: string; after: string }[] => {
  const first = Math.floor((since + 1) / BUCKET);
  const last = Math.floor(head / BUCKET);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    pk: `CHANGES#${first + index}`,
    after: padded(since),
  }));
};
