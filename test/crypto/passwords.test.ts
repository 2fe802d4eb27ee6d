import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword } from '../../src/crypto/passwords.ts';

describe('a password', () => {
  it('is told from others, in whichever way its letters are composed, and never stored', async () => {
    const stored = await hashPassword('Zoë likes 7 gulls');
    expect(await isPassword('Zoe\u0308 likes 7 gulls', stored)).toBe(true);
    expect(await isPassword('zoë likes 7 gulls', stored)).toBe(false);
    expect(await isPassword('', stored)).toBe(false);
    expect(stored).toMatchObject({ n: 32_768, r: 8, p: 3 });
    expect(Buffer.concat([stored.hash, stored.salt]).toString('latin1')).not.toContain('gulls');
    expect((await hashPassword('Zoë likes 7 gulls')).hash.equals(stored.hash)).toBe(false);
  });

  it('of nobody is never right', async () => {
    expect(await isPassword('Zoë likes 7 gulls', null)).toBe(false);
  });

  it.each(['', 'short', 'eleven char', 'aaaaaaaaaaaaaaaaaaaa', 'x1 y2 z3 '.repeat(40)])(
    'like %j is refused',
    async (text) => {
      await expect(hashPassword(text)).rejects.toMatchObject({ code: 'bad-input' });
    },
  );
});
