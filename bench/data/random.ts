/** A small fast generator: one stream per seed; numbers in [0, 1). */
export type Random = { seed: (a: number, b: number) => void; next: () => number; integer: () => number };

/** sfc32, seeded anew for each message, so that any table can be generated without the others. */
export function createRandom(): Random {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 1;
  const integer = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  return {
    seed: (first, second) => {
      a = first | 0;
      b = second | 0;
      c = Math.imul(second, 0x9e3779b1) ^ first;
      d = 1;
      for (let round = 0; round < 8; round += 1) integer();
    },
    next: () => integer() / 4294967296,
    integer,
  };
}
