/** Numbers in [0, 1) that are the same every time (mulberry32), for simulations in tests. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Standard normal (Box-Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Successes of n by the normal approximation where it is good, one by one where it is not. */
export function binomial(random: () => number, n: number, p: number): number {
  const variance = n * p * (1 - p);
  if (variance > 25) {
    const drawn = Math.round(n * p + Math.sqrt(variance) * normal(random));
    return Math.min(n, Math.max(0, drawn));
  }
  let successes = 0;
  for (let at = 0; at < n; at += 1) if (random() < p) successes += 1;
  return successes;
}
