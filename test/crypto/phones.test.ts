import { describe, expect, it } from 'vitest';
import { derivePhoneKeys } from '../../src/crypto/phones.ts';

const keys = derivePhoneKeys('a secret of more than thirty-two characters');
const others = derivePhoneKeys('another secret of thirty-two characters.');

describe('derivePhoneKeys', () => {
  it('joins the same number and tells different ones apart', () => {
    expect(keys.hash('+4791234567')).toEqual(keys.hash('+4791234567'));
    expect(keys.hash('+4791234567')).not.toEqual(keys.hash('+4791234568'));
    expect(keys.hash('+4791234567')).toHaveLength(32);
    expect(keys.hash('+4791234567')).not.toEqual(others.hash('+4791234567'));
  });

  it('shows a number again, from bytes that fit the column, with a nonce of its own for each number', () => {
    const one = keys.encrypt('+123456789012345');
    expect(one).toEqual(keys.encrypt('+123456789012345'));
    expect(one.subarray(0, 12)).not.toEqual(keys.encrypt('+123456789012346').subarray(0, 12));
    expect(one.length).toBeLessThanOrEqual(64);
    expect(keys.decrypt(one)).toBe('+123456789012345');
  });

  it('refuses bytes of another key and changed bytes', () => {
    const bytes = keys.encrypt('+4791234567');
    expect(() => others.decrypt(bytes)).toThrow(/another SECRET_KEY/);
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    expect(() => keys.decrypt(bytes)).toThrow(/another SECRET_KEY/);
    expect(() => keys.decrypt(Buffer.alloc(3))).toThrow(/another SECRET_KEY/);
  });

  it('hashes addresses with a key of their own', () => {
    expect(keys.hashAddress('192.0.2.1')).toHaveLength(16);
    expect(keys.hashAddress('192.0.2.1')).not.toEqual(keys.hash('192.0.2.1').subarray(0, 16));
  });
});
