import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../shared/subscriptions/secrets.ts';

export type AdminToken = Secrets['adminTokens'][number];
/** What a token opens. */
export type Scope = AdminToken['scopes'][number];

const LONGEST = 200; // characters; longer things are no token
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Who a bearer token belongs to; every token is compared, so that the time tells nothing. */
export const adminOf = (
  tokens: readonly AdminToken[],
  authorization: string | undefined,
): AdminToken | undefined => {
  const [, token] = authorization?.slice(0, LONGEST).match(/^Bearer ([\w.-]{20,})$/) ?? [];
  if (!token) return undefined;
  const given = hashOf(token);
  return tokens.filter(({ hash }) => timingSafeEqual(given, Buffer.from(hash, 'hex')))[0];
};
