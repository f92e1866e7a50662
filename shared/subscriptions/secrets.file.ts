import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../platform/app-error.ts';
import { KeptSecrets, newSecrets, type ReadSecrets, type Secrets, secretsOf } from './secrets.ts';

/**
 * Secrets in a file that only its owner can read; made at the first use.
 * @throws AppError BadInput when the file is there but damaged: new keys would void every link that was sent.
 */
export const fileSecrets = (file: string): ReadSecrets => {
  let kept: Secrets | undefined;
  return async () => {
    kept ??= read(file) ?? create(file);
    return kept;
  };
};

const read = (file: string): Secrets | undefined => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return secretsOf(KeptSecrets.parse(JSON.parse(text)));
  } catch (error) {
    throw new AppError('BadInput', `${file} is damaged; restore it, since links in sent mails rest on it.`, {
      cause: error,
    });
  }
};

/** Whole or not at all: whoever dies while writing leaves no half a file. */
const create = (file: string): Secrets => {
  const secrets = newSecrets();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secretsOf(secrets);
};
