import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mailer } from './mailer.ts';

/** Mails that lie in a folder as .eml files instead of being sent: what a laptop does. */
export type Outbox = Mailer & {
  /** Names of the newest mails, newest first. */
  list(limit: number): string[];
  /** The raw message; undefined for a name that is none. */
  read(name: string): Buffer | undefined;
};

const NAME = /^\d{8}T\d{9}-[0-9a-f]{12}\.eml$/;
const ALL_YOU_LIKE = { perSecond: 1000, leftToday: 1_000_000 };

export const fileOutbox = (dir: string, now: () => Date = () => new Date()): Outbox => ({
  async send({ raw, to }) {
    mkdirSync(dir, { recursive: true });
    const stamp = now()
      .toISOString()
      .replace(/[-:.Z]/g, '');
    const name = `${stamp}-${createHash('sha256').update(to).update(raw).digest('hex').slice(0, 12)}.eml`;
    writeFileSync(join(dir, `${name}.part`), raw, { mode: 0o600 });
    renameSync(join(dir, `${name}.part`), join(dir, name)); // never a half-written mail under its name
    return { outcome: 'accepted', messageId: name };
  },
  quota: async () => ALL_YOU_LIKE,
  list: (limit) =>
    namesIn(dir)
      .filter((name) => NAME.test(name))
      .sort()
      .reverse()
      .slice(0, limit),
  read: (name) =>
    NAME.test(name) && namesIn(dir).includes(name) ? readFileSync(join(dir, name)) : undefined,
});

const namesIn = (dir: string): string[] => {
  try {
    return readdirSync(dir);
  } catch {
    return []; // nothing was sent yet
  }
};
