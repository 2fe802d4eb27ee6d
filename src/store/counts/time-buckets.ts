/**
 * Buckets of durations in whole seconds: exact below 64 s, then 32 steps to each doubling. The middle of a bucket is
 * at most 1.6 % off; histograms of many cells add up to the histogram of all of them, which medians do not.
 */
const EXACT = 64;
const STEPS = 32;

/** The number that at least the share `q` of the `n` values do not exceed (nearest rank). */
export function quantileOf(histogram: ReadonlyMap<number, number>, n: number, q: number): number {
  const rank = Math.max(1, Math.ceil(q * n));
  let seen = 0;
  let answer = 0;
  for (const [bucket, count] of [...histogram].sort(([a], [b]) => a - b)) {
    seen += count;
    answer = middleOf(bucket);
    if (seen >= rank) break;
  }
  return answer;
}

/** Seconds in the middle of a bucket. */
export function middleOf(bucket: number): number {
  if (bucket < EXACT) return bucket;
  const octave = Math.floor((bucket - EXACT) / STEPS) + 1;
  const width = 2 ** octave;
  const start = (((bucket - EXACT) % STEPS) + STEPS) * width;
  return start + Math.floor((width - 1) / 2);
}
