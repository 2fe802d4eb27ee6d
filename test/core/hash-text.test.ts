import { describe, expect, it } from 'vitest';
import { hash32 } from '../../src/core/hash-text.ts';

describe('hash32', () => {
  it('never changes, because it is stored', () => {
    expect([hash32(''), hash32('a'), hash32('Mozilla/5.0')]).toEqual([3413276431, 537079368, 646590083]);
  });

  it('tells ten thousand agents apart', () => {
    const hashes = Array.from({ length: 10_000 }, (_, version) => hash32(`Mozilla/5.0 (Android ${version})`));
    expect(new Set(hashes).size).toBeGreaterThan(9_997);
    for (const hash of hashes) expect(hash).toBeLessThan(2 ** 32);
  });
});
