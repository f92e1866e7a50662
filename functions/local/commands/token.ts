import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../../../shared/platform/app-error.ts';
import type { Print } from '../control.ts';

const Name = z.string().regex(/^[\w .-]{1,60}$/);

/** `amur token NAME`: a new token for an editor, and the row that lets a deployment know it by its hash. */
export const tokenCommand = (name: string, canOnlyRead: boolean, print: Print): void => {
  if (!Name.safeParse(name).success)
    throw new AppError('BadInput', 'A name has letters, digits, spaces, dots and hyphens.');
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  print(`AMUR_TOKEN=${token}`);
  print(
    'Give the line above to its owner: it is kept nowhere. This row goes into "adminTokens" of the secret:',
  );
  print(JSON.stringify({ name, hash, scopes: canOnlyRead ? ['read'] : ['read', 'review'] }));
};
