import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { SubscriberId } from './subscriber.ts';

/** What a link is for: to confirm a subscription, to end it, or to see and change it. */
export const Purpose = z.enum(['confirm', 'unsubscribe', 'preferences']);
export type Purpose = z.infer<typeof Purpose>;

/** A key that signs links; the first of a ring signs, all of them verify. */
export const TokenKey = z.object({ kid: z.string().regex(/^[A-Za-z0-9]{1,12}$/), key: z.string().min(32) });
export type TokenKey = z.infer<typeof TokenKey>;

export type Claims = {
  purpose: Purpose;
  id: string;
  generation: number;
  /** After this moment the link is void; null: never. */
  expires: Date | null;
};

export type TokenRead = { ok: true; claims: Claims } | { ok: false; why: 'invalid' | 'expired' };

const MOST = 300; // characters; longer things are no token
const MAC_BYTES = 18;

const Payload = z.tuple([
  z.enum(['c', 'u', 'p']),
  SubscriberId,
  z.int().min(1).max(1_000_000_000),
  z.int().min(0).max(100_000_000_000),
]);
const LETTER: Record<Purpose, 'c' | 'u' | 'p'> = { confirm: 'c', unsubscribe: 'u', preferences: 'p' };

const macOf = (signed: string, { key }: TokenKey): Buffer =>
  createHmac('sha256', key).update(signed).digest().subarray(0, MAC_BYTES);

/** `v1.<kid>.<payload>.<mac>` in base64url, signed with the first key of the ring by HMAC-SHA-256. */
export const signToken = (
  { purpose, id, generation, expires }: Claims,
  ring: readonly TokenKey[],
): string => {
  const [key] = ring;
  if (!key) throw new Error('The ring has no key to sign with.');
  const until = expires ? Math.floor(expires.getTime() / 1000) : 0;
  const payload = Buffer.from(JSON.stringify([LETTER[purpose], id, generation, until])).toString('base64url');
  const signed = `v1.${key.kid}.${payload}`;
  return `${signed}.${macOf(signed, key).toString('base64url')}`;
};

const INVALID: TokenRead = { ok: false, why: 'invalid' };

/** Reads a token that is genuine, for this purpose and in time; of all others it says no more than that. */
export const readToken = (
  token: string,
  purpose: Purpose,
  ring: readonly TokenKey[],
  now: Date,
): TokenRead => {
  const [version, kid, payload = '', mac = '', ...rest] = token.length > MOST ? [] : token.split('.');
  const key = ring.find((one) => one.kid === kid);
  if (version !== 'v1' || !key || rest.length > 0) return INVALID;
  const wanted = macOf(`${version}.${kid}.${payload}`, key).toString('base64url');
  const [a, b] = [Buffer.from(mac), Buffer.from(wanted)];
  if (a.length !== b.length || !timingSafeEqual(a, b)) return INVALID;
  const [letter, id, generation, until] = Payload.parse(
    JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
  );
  if (letter !== LETTER[purpose]) return INVALID;
  const expires = until === 0 ? null : new Date(until * 1000);
  if (expires && expires <= now) return { ok: false, why: 'expired' };
  return { ok: true, claims: { purpose, id, generation, expires } };
};
