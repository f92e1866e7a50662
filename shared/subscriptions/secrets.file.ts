import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../platform/app-error.ts';
import { KeptSecrets, newSecrets, type ReadSecrets, type Secrets, secretsOf } from './secrets.ts';

/**
 * Secrets in a file that only its owner can read; made at the first use.
 * @throws AppError BadInput when the file is there but damaged: new keys would void every link that was sent.
 */
export const fileSecrets = (file: string): ReadSecrets => {
  let kept: { secrets: Secrets; version: number } | undefined;
  return async () => {
    const version = versionOf(file);
    if (kept?.version === version) return kept.secrets;
    const secrets = read(file) ?? create(file);
    kept = { secrets, version: versionOf(file) };
    return secrets;
  };
};

/** Changes whenever the file does, so that a token that was taken out ends at once. */
const versionOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

type AdminToken = KeptSecrets['adminTokens'][number];

/** Adds a token to a file of secrets; one of the same name is replaced. */
export const addAdminToken = (file: string, token: AdminToken): void => {
  const kept = KeptSecrets.parse(JSON.parse(readFileSync(file, 'utf8')));
  const others = kept.adminTokens.filter(({ name }) => name !== token.name);
  write(file, { ...kept, adminTokens: [...others, token] });
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

const create = (file: string): Secrets => {
  const secrets = newSecrets();
  mkdirSync(dirname(file), { recursive: true });
  write(file, secrets);
  return secretsOf(secrets);
};

/** Whole or not at all: whoever dies while writing leaves no half a file. */
const write = (file: string, secrets: KeptSecrets): void => {
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};
