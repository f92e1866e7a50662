import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { TokenKey } from './token.ts';

const FIRST_KID = 'k0';

/**
 * What an installation must keep to itself, as it is kept. Everything follows from `master`, which is made once and
 * stays: the ids of subscribers hang on it. To rotate the key that signs links, put a new one first into `tokenKeys`;
 * links that the older ones signed go on working.
 */
export const KeptSecrets = z.object({
  master: z.string().min(32),
  tokenKeys: z
    .array(TokenKey)
    .refine((ring) => new Set([FIRST_KID, ...ring.map(({ kid }) => kid)]).size > ring.length, {
      error: 'Each key needs a kid of its own, and k0 is taken.',
    })
    .default([]),
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
export type KeptSecrets = z.infer<typeof KeptSecrets>;

export type Secrets = Omit<KeptSecrets, 'master'> & {
  /** Keys the ids of subscribers. */
  hashSalt: string;
};

const derived = (master: string, of: string): string =>
  createHmac('sha256', master).update(of).digest('base64url');

/** The secrets as they are used; the last key of the ring is the one that follows from the master. */
export const secretsOf = ({ master, tokenKeys, adminTokens }: KeptSecrets): Secrets => ({
  tokenKeys: [...tokenKeys, { kid: FIRST_KID, key: derived(master, 'token key') }],
  hashSalt: derived(master, 'hash salt'),
  adminTokens,
});

/** Gives the secrets; read once and kept. */
export type ReadSecrets = () => Promise<Secrets>;

/** Secrets of a new installation. */
export const newSecrets = (): KeptSecrets => ({
  master: randomBytes(32).toString('base64url'),
  tokenKeys: [],
  adminTokens: [],
});
