import { createHash } from 'node:crypto';

/** Uniform in (0, 1), never 0 or 1. */
export type Random = () => number;

/**
 * A stream of its own for every name, so that a cell gives the same numbers alone and among others.
 * Generator: sfc32 (Doty-Humphrey, PractRand), 128 bits of state.
 */
export function createRandom(name: string): Random {
  const bytes = createHash('sha256').update(name).digest();
  let [a, b, c, counter] = [bytes.readInt32LE(0), bytes.readInt32LE(4), bytes.readInt32LE(8), 1];
  return () => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return ((t >>> 0) + 0.5) / 4_294_967_296;
  };
}

/** Standard normal, by Marsaglia's polar method; the second of each two is thrown away. */
export function drawNormal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const s = x * x + y * y;
    if (s < 1 && s > 0) return x * Math.sqrt((-2 * Math.log(s)) / s);
  }
}
