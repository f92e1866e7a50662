import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Claims,
  Purpose,
  readToken,
  signToken,
  type TokenKey,
} from '../../shared/subscriptions/token.ts';

const NOW = new Date('2026-01-15T12:00:00Z');
const RING: TokenKey[] = [
  { kid: 'new', key: 'the key that signs, of the tests' },
  { kid: 'old', key: 'an older key that only verifies.' },
];

const id = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 24, maxLength: 24 })
  .map((digits) => `s${digits.join('')}`);
const purpose = fc.constantFrom(...Purpose.options);
const claims: fc.Arbitrary<Claims> = fc.record({
  purpose,
  id,
  generation: fc.integer({ min: 1, max: 1_000_000_000 }),
  expires: fc.option(
    fc
      .integer({ min: NOW.getTime() / 1000 + 1, max: 10_000_000_000 })
      .map((seconds) => new Date(seconds * 1000)),
  ),
});
const one: Claims = { purpose: 'unsubscribe', id: `s${'a1'.repeat(12)}`, generation: 7, expires: null };

describe('a token', () => {
  it('says what it was made of, whichever key of the ring signed it, and is short', () => {
    fc.assert(
      fc.property(claims, fc.constantFrom(0, 1), (made, first) => {
        const token = signToken(made, RING.slice(first));
        expect(token).toMatch(/^v1\.(new|old)\.[\w-]+\.[\w-]{24}$/);
        expect(token.length).toBeLessThan(200);
        expect(readToken(token, made.purpose, RING, NOW)).toEqual({ ok: true, claims: made });
      }),
    );
  });

  it('is for one purpose', () => {
    fc.assert(
      fc.property(claims, purpose, (made, other) => {
        fc.pre(other !== made.purpose);
        expect(readToken(signToken(made, RING), other, RING, NOW)).toEqual({ ok: false, why: 'invalid' });
      }),
    );
  });

  it('is void once any letter of it is changed, added or left out', () => {
    const letter = fc.constantFrom(...'ABCxyz019-_.=/ \0é');
    fc.assert(
      fc.property(
        claims,
        fc.nat(),
        letter,
        fc.constantFrom(0, 1),
        fc.boolean(),
        (made, at, put, out, add) => {
          const token = signToken(made, RING);
          const place = at % token.length;
          const changed = token.slice(0, place) + (add ? put : '') + token.slice(place + out);
          fc.pre(changed !== token);
          expect(readToken(changed, made.purpose, RING, NOW)).toEqual({ ok: false, why: 'invalid' });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is never what anybody makes up, and nothing made up throws', () => {
    const part = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.constantFrom('v1', 'new', 'old', '', '__proto__'),
    );
    const text = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('.')),
    );
    fc.assert(
      fc.property(text, purpose, (made, wanted) => {
        expect(readToken(made, wanted, RING, NOW)).toEqual({ ok: false, why: 'invalid' });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    { it: 'a second before its end', seconds: 1, read: { ok: true } },
    { it: 'at its end', seconds: 0, read: { ok: false, why: 'expired' } },
    { it: 'a year after', seconds: -31_536_000, read: { ok: false, why: 'expired' } },
  ])('$it is read as $read', ({ seconds, read }) => {
    const expires = new Date(NOW.getTime() + seconds * 1000);
    expect(readToken(signToken({ ...one, expires }, RING), 'unsubscribe', RING, NOW)).toMatchObject(read);
  });

  it.each([
    { it: 'its key was taken away', ring: RING.slice(1) },
    { it: 'another key has its name', ring: [{ kid: 'new', key: 'x'.repeat(32) }] },
    { it: 'there are no keys', ring: [] },
  ])('is void when $it', ({ ring }) => {
    expect(readToken(signToken(one, RING), 'unsubscribe', ring, NOW)).toEqual({ ok: false, why: 'invalid' });
  });

  it('is not made without a key', () => {
    expect(() => signToken(one, [])).toThrow('no key');
  });
});
