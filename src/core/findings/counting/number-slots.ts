/** Numbers counted off in the order they are first seen: 0, 1, 2 and so on. Whole numbers from 0 to 2^53. */
export type NumberSlots = {
  readonly slotOf: (key: number) => number;
  readonly size: () => number;
  readonly keyOf: (slot: number) => number;
};

const START = 1024;
const HALF = 4_294_967_296;

/** Open addressing over plain numbers: some 12 bytes a key and no object. */
export function createNumberSlots(): NumberSlots {
  let keys = new Float64Array(START);
  let table = new Int32Array(2 * START);
  let size = 0;

  const placeOf = (key: number): number => {
    const mask = table.length - 1;
    let place = scatter(key) & mask;
    for (;;) {
      const slot = table[place] ?? 0;
      if (slot === 0 || keys[slot - 1] === key) return place;
      place = (place + 1) & mask;
    }
  };
  const grow = (): void => {
    const larger = new Float64Array(2 * keys.length);
    larger.set(keys);
    keys = larger;
    table = new Int32Array(2 * keys.length);
    for (let slot = 0; slot < size; slot += 1) table[placeOf(keys[slot] ?? 0)] = slot + 1;
  };
  return {
    slotOf: (key) => {
      const place = placeOf(key);
      const known = table[place] ?? 0;
      if (known > 0) return known - 1;
      keys[size] = key;
      size += 1;
      table[place] = size;
      if (size === keys.length) grow();
      return size - 1;
    },
    size: () => size,
    keyOf: (slot) => keys[slot] ?? 0,
  };
}

function scatter(key: number): number {
  const low = key >>> 0;
  const high = Math.floor(key / HALF);
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
