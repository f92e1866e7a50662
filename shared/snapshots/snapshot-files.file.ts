import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SnapshotFiles } from './snapshot-files.ts';

const PART = '.part';

/** Files in a folder, made with the first of them. */
export const diskSnapshotFiles = (folder: string): SnapshotFiles => ({
  async putOnce(name, bytes) {
    const file = join(folder, name);
    const part = `${file}.${randomUUID()}${PART}`;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(part, bytes);
    try {
      await link(part, file); // whole or not at all, and never over another
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(part);
    }
  },
  get: (name) => unlessMissing(readFile(join(folder, name))),
  async list() {
    const found = await unlessMissing(readdir(folder, { recursive: true, withFileTypes: true }));
    return (found ?? [])
      .filter((entry) => entry.isFile() && !entry.name.endsWith(PART))
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, '/').length))
      .sort();
  },
});

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const unlessMissing = async <T>(read: Promise<T>): Promise<T | undefined> => {
  try {
    return await read;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};
