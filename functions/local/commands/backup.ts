import { once } from 'node:events';
import { createReadStream, createWriteStream, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import * as z from 'zod';
import { AppError } from '../../../shared/platform/app-error.ts';
import { backupLines, type Kept, restoreLines } from '../../../shared/platform/backup.dynamodb.ts';
import { checkBackup, itemLines } from '../../../shared/platform/backup-lines.ts';
import { startEmbedded } from '../../../shared/platform/embedded-dynamo.dynalite.ts';
import { documentClient } from '../../../shared/platform/table.ts';
import type { Print } from '../control.ts';
import { readSettings } from '../settings.ts';
import type { Command } from './command.ts';

const Args = z.object({ out: z.string() });
const ATTEMPTS = 3; // the record may change while it is read

/** `amur backup FILE`: the whole store as NDJSON; the file is there only when it is whole. */
export const backupCommand: Command<z.infer<typeof Args>> = {
  args: Args,
  run: ({ kept }, { out }, print) => backUp(kept, out, print),
};

/** `amur backup FILE --table NAME`: the same of a table in AWS, with the credentials of the environment. */
export const backUpTable = (table: string, out: string, print: Print): Promise<void> =>
  backUp({ client: documentClient(), table }, out, print);

const backUp = async (kept: Kept, out: string, print: Print): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const items = await writeLines(`${out}.part`, backupLines(kept, new Date()));
      renameSync(`${out}.part`, out);
      return print(
        `${items} items written to ${out}. It holds addresses of subscribers: keep it to yourself.`,
      );
    } catch (error) {
      rmSync(`${out}.part`, { force: true });
      if (!(error instanceof AppError && error.code === 'Busy' && attempt < ATTEMPTS)) throw error;
    }
  }
};

/** @returns how many items there were, which is two less than lines. */
const writeLines = async (file: string, lines: AsyncIterable<string>): Promise<number> => {
  const to = createWriteStream(file, { mode: 0o600 });
  let count = 0;
  try {
    await once(to, 'open');
  } catch (error) {
    throw new AppError('BadInput', `${file} cannot be written.`, { cause: error });
  }
  for await (const line of lines) {
    count++;
    if (!to.write(`${line}\n`)) await once(to, 'drain');
  }
  to.end();
  await finished(to);
  return count - 2;
};

/** Opened with the first line asked for: a reader of lines that nobody listens to yet drops them. */
async function* linesOf(file: string): AsyncGenerator<string> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new AppError('BadInput', `${file} is not there.`);
  yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

/**
 * `amur restore FILE`: into the empty store of AMUR_DATA_DIR, or into an empty table in AWS.
 * @throws AppError when the file is no whole backup, or the store is not empty; it then stays as it was.
 */
export const restoreCommand = async (
  file: string,
  table: string | undefined,
  print: Print,
): Promise<void> => {
  const checked = await checkBackup(linesOf(file));
  const restore = (kept: Kept): Promise<number> => restoreLines(kept, checked, itemLines(linesOf(file)));
  const count = table ? await restore({ client: documentClient(), table }) : await intoFiles(restore);
  print(`${count} items restored, as of ${checked.head.at}.`);
};

const intoFiles = async (restore: (kept: Kept) => Promise<number>): Promise<number> => {
  const dynamo = await startEmbedded({ dir: join(readSettings().dataDir, 'db') });
  try {
    return await restore(dynamo);
  } finally {
    await dynamo.stop();
  }
};
