import { describe, expect, it } from 'vitest';
import { createDenseSlots } from '../../../../src/core/findings/counting/dense-slots.ts';
import { createNumberSlots } from '../../../../src/core/findings/counting/number-slots.ts';

const LARGE = 2 ** 40;

describe('slots of keys that lie close', () => {
  it('counts keys off as they are first seen, small and large ones alike', () => {
    const slots = createDenseSlots();
    const keys = [5, 0, 5, 1023, 1024, LARGE, 2 ** 22 - 1, 2 ** 22, LARGE, 0];
    expect(keys.map(slots.slotOf)).toEqual([0, 1, 0, 2, 3, 4, 5, 6, 4, 1]);
    expect(slots.size()).toBe(7);
    expect([0, 1, 2, 3, 4, 5, 6].map(slots.keyOf)).toEqual([5, 0, 1023, 1024, LARGE, 2 ** 22 - 1, 2 ** 22]);
  });

  it('says the same as hashing', () => {
    const [dense, hashed] = [createDenseSlots(), createNumberSlots()];
    for (let i = 0; i < 20_000; i += 1) {
      const key = (i * 7919) % 5_000_011;
      expect(dense.slotOf(key)).toBe(hashed.slotOf(key));
    }
    expect(dense.size()).toBe(hashed.size());
  });
});
