import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { TokenKey } from './token.ts';

/** What an installation must keep to itself. */
export const Secrets = z.object({
  tokenKeys: z.array(TokenKey).min(1),
  /** Keys the ids of subscribers: to change it would make every subscriber a stranger. */
  hashSalt: z.string().min(32),
  /** Who may correct the record: a name and the SHA-256 of the token in hex. */
  adminTokens: z
    .array(
      z.object({
        name: z.string().min(1).max(60),
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        scopes: z.array(z.enum(['read', 'review'])).min(1),
      }),
    )
    .default([]),
});
export type Secrets = z.infer<typeof Secrets>;

/** Gives the secrets; read once and kept. */
export type ReadSecrets = () => Promise<Secrets>;

const random = (): string => randomBytes(32).toString('base64url');

/** Secrets of a new installation. */
export const newSecrets = (): Secrets => ({
  tokenKeys: [{ kid: 'k1', key: random() }],
  hashSalt: random(),
  adminTokens: [],
});
