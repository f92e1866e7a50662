import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { KeptSecrets } from '../../../shared/subscriptions/secrets.ts';
import type { Print } from '../control.ts';

export const TokenName = z.string().regex(/^[\w .-]{1,60}$/);

type Made = { token: string; row: KeptSecrets['adminTokens'][number] };

/** A new token, and the row by which an installation knows it: its hash. */
export const newToken = (name: string, canOnlyRead: boolean): Made => {
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  return { token, row: { name, hash, scopes: canOnlyRead ? ['read'] : ['read', 'review'] } };
};

/** `amur token NAME`: a new token for an editor, and the row that lets a deployment know it by its hash. */
export const tokenCommand = (name: string, canOnlyRead: boolean, print: Print): void => {
  if (!TokenName.safeParse(name).success)
    throw new AppError('BadInput', 'A name has letters, digits, spaces, dots and hyphens.');
  const { token, row } = newToken(name, canOnlyRead);
  print(`AMUR_TOKEN=${token}`);
  print(
    'Give the line above to its owner: it is kept nowhere. This row goes into "adminTokens" of the secret:',
  );
  print(JSON.stringify(row));
};
