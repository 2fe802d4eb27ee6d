import { createNumberSlots, type NumberSlots } from './number-slots.ts';

const START = 1024;
/** Sixteen megabytes; larger keys are looked up by hashing. */
const MOST = 2 ** 22;

/** As `createNumberSlots`, for keys that are small and lie close: the place of a key is looked up by the key itself. */
export function createDenseSlots(): NumberSlots {
  const keys: number[] = [];
  const beyond = createNumberSlots();
  const slotsBeyond: number[] = [];
  let table = new Int32Array(START);

  const grow = (key: number): void => {
    const larger = new Int32Array(Math.min(MOST, 2 ** Math.ceil(Math.log2(key + 1))));
    larger.set(table);
    table = larger;
  };
  const slotBeyond = (key: number): number => {
    const place = beyond.slotOf(key);
    const slot = slotsBeyond[place] ?? keys.push(key) - 1;
    slotsBeyond[place] = slot;
    return slot;
  };
  return {
    slotOf: (key) => {
      if (key >= MOST) return slotBeyond(key);
      if (key >= table.length) grow(key);
      const known = table[key] ?? 0;
      if (known > 0) return known - 1;
      table[key] = keys.push(key);
      return keys.length - 1;
    },
    size: () => keys.length,
    keyOf: (slot) => keys[slot] ?? 0,
  };
}
