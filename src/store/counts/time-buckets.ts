/**
 * Buckets of durations in whole seconds: exact below 64 s, then 32 steps to each doubling. The middle of a bucket is
 * at most 1.6 % off; histograms of many cells add up to the histogram of all of them, which medians do not.
 */
const EXACT = 64;
const STEPS = 32;

/** For each share, ascending: the number that at least so many of the `n` values do not exceed (nearest rank). */
export function quantilesOf(
  histogram: ReadonlyMap<number, number>,
  n: number,
  shares: readonly number[],
): readonly number[] {
  const ranks = shares.map((share) => Math.max(1, Math.ceil(share * n)));
  const found: number[] = [];
  let seen = 0;
  let last = 0;
  // a typed array sorts by value
  for (const bucket of Uint32Array.from(histogram.keys()).sort()) {
    seen += histogram.get(bucket) ?? 0;
    last = middleOf(bucket);
    while (found.length < ranks.length && seen >= (ranks[found.length] ?? 0)) found.push(last);
    if (found.length === ranks.length) break;
  }
  return ranks.map((_, at) => found[at] ?? last);
}

/** Seconds in the middle of a bucket. */
export function middleOf(bucket: number): number {
  if (bucket < EXACT) return bucket;
  const octave = Math.floor((bucket - EXACT) / STEPS) + 1;
  const width = 2 ** octave;
  const start = (((bucket - EXACT) % STEPS) + STEPS) * width;
  return start + Math.floor((width - 1) / 2);
}
