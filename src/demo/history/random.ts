export type Random = {
  /** 0 <= x < 1 */
  next(): number;
  /** whole, 0 <= x < limit */
  below(limit: number): number;
  /** mean 0, deviation 1 */
  normal(): number;
  /** log-normal around its median */
  around(median: number, spread: number): number;
};

/**
 * Small fast counter generator (sfc32), seeded from a text: the same text gives the same numbers on every
 * machine. Streams of their own ('7/contacts', '7/clicks') keep one part of a history from moving another.
 */
export function createRandom(seed: string): Random {
  let [a, b, c, d] = mixSeed(seed);
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 15; round += 1) next();
  // Box and Muller; the second value is dropped so that a call always costs two numbers.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    below: (limit) => Math.floor(next() * limit),
    normal,
    around: (median, spread) => median * Math.exp(spread * normal()),
  };
}

/** Murmur3's finaliser: a bijection on 32 bits, so that different numbers stay different. */
export function scramble(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32 bits of a text. */
export function hashText(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = scramble(hash ^ text.charCodeAt(index));
  return hash;
}

function mixSeed(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    words[0] = scramble(words[0] ^ code);
    words[1] = scramble((words[1] + code) ^ words[0]);
    words[2] = scramble(words[2] ^ words[1] ^ (code << 8));
  }
  return words;
}
