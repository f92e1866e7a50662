import * as z from 'zod';
import { AppError } from './app-error.ts';

/** The first line of a backup: its form, when it was made, and at which position of the journal. */
export const BackupHead = z.object({
  amur: z.literal('backup'),
  version: z.literal(1),
  at: z.iso.datetime(),
  seq: z.string().regex(/^\d+$/),
});
export type BackupHead = z.infer<typeof BackupHead>;
/** The last line: a file without it was cut off. */
export const BackupTail = z.object({ end: z.literal(true), items: z.int() });
export type BackupTail = z.infer<typeof BackupTail>;
export type CheckedBackup = { head: BackupHead; items: number };

const Key = z.object({ S: z.string().min(1) });
const Line = z.looseObject({ pk: Key, sk: Key });

/** An item as the wire protocol has it: each value in an object that names its type. */
type TypedItem = Record<string, object>;

/** An item with its DynamoDB types, so that sets and numbers come back as what they were; bytes as base64. */
export const lineOf = (item: TypedItem): string =>
  JSON.stringify(item, (_, value) =>
    value?.B instanceof Uint8Array ? { B: Buffer.from(value.B).toString('base64') } : value,
  );

export const itemOf = (line: string): TypedItem =>
  JSON.parse(line, (name, value) =>
    name === 'B' && typeof value === 'string' ? Buffer.from(value, 'base64') : value,
  );

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Looks through a whole backup before anything of it is used.
 * @returns its first line, and how many items it holds.
 * @throws AppError BadInput that says what is wrong, and where.
 */
export const checkBackup = async (lines: AsyncIterable<string>): Promise<CheckedBackup> => {
  let head: BackupHead | undefined;
  let tail: BackupTail | undefined;
  let items = 0;
  for await (const line of lines) {
    const parsed = json(line);
    if (!head) {
      head = BackupHead.safeParse(parsed).data;
      if (!head) throw new AppError('BadInput', 'This is no backup of Amur, version 1.');
      continue;
    }
    if (tail) throw new AppError('BadInput', 'Something follows the last line of the backup.');
    tail = BackupTail.safeParse(parsed).data;
    if (!tail && !Line.safeParse(parsed).success)
      throw new AppError('BadInput', `Line ${items + 2} of the backup is no item.`);
    if (!tail) items++;
  }
  if (!head || tail?.items !== items)
    throw new AppError('BadInput', 'The backup was cut off: its end is missing.');
  return { head, items };
};

/** The lines between the first and the last. */
export async function* itemLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let waiting: string | undefined;
  let first = true;
  for await (const line of lines) {
    if (waiting !== undefined) yield waiting;
    if (!first) waiting = line;
    first = false;
  }
}
