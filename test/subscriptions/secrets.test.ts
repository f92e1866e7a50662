import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileSecrets } from '../../shared/subscriptions/secrets.file.ts';
import { KeptSecrets, newSecrets, secretsOf } from '../../shared/subscriptions/secrets.ts';
import { subscriberIdOf } from '../../shared/subscriptions/subscriber.ts';
import { readToken, signToken } from '../../shared/subscriptions/token.ts';

const NEW_KEY = { kid: 'k1', key: 'n'.repeat(32) };
const CLAIMS = { purpose: 'unsubscribe', id: `s${'0'.repeat(24)}`, generation: 1, expires: null } as const;

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'amur-secrets-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('secrets in a file', () => {
  it('are made once, for the owner alone, and are the same at each start', async () => {
    const file = join(dir, 'deep', 'secrets.json');
    const first = await fileSecrets(file)();
    expect(await fileSecrets(file)()).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await fileSecrets(join(dir, 'other.json'))()).not.toEqual(first);
  });

  it.each(['', '{', '{}', '{"master":"short"}'])(
    'that hold %j are not replaced, since sent links rest on them',
    async (text) => {
      const file = join(dir, 'secrets.json');
      writeFileSync(file, text);
      await expect(fileSecrets(file)()).rejects.toMatchObject({ code: 'BadInput' });
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );
});

describe('a new key for links', () => {
  const kept = newSecrets();
  const [before, after] = [secretsOf(kept), secretsOf({ ...kept, tokenKeys: [NEW_KEY] })];

  it('signs from now on, while links of the older one go on working', () => {
    const old = signToken(CLAIMS, before.tokenKeys);
    expect(signToken(CLAIMS, after.tokenKeys)).toMatch(/^v1\.k1\./);
    expect(readToken(old, 'unsubscribe', after.tokenKeys, new Date()).ok).toBe(true);
  });

  it('leaves everybody who he was', () => {
    const [one, two] = [before, after].map(({ hashSalt }) =>
      subscriberIdOf('anna@readers.example', hashSalt),
    );
    expect(one).toBe(two);
    expect(one).toMatch(/^s[0-9a-f]{24}$/);
    expect(subscriberIdOf('anna@readers.example', secretsOf(newSecrets()).hashSalt)).not.toBe(one);
  });

  it.each([
    { it: 'the name of the first', tokenKeys: [{ ...NEW_KEY, kid: 'k0' }] },
    { it: 'a name twice', tokenKeys: [NEW_KEY, { ...NEW_KEY, key: 'm'.repeat(32) }] },
    { it: 'a key that is too short', tokenKeys: [{ kid: 'k1', key: 'short' }] },
  ])('is refused with $it', ({ tokenKeys }) => {
    expect(KeptSecrets.safeParse({ ...kept, tokenKeys }).success).toBe(false);
    expect(KeptSecrets.safeParse({ ...kept, tokenKeys: [NEW_KEY] }).success).toBe(true);
  });
});
