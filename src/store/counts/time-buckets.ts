/**
 * Buckets of durations in whole seconds: exact below 64 s, then 32 steps to each doubling. The middle of a bucket is
 * at most 1.6 % off; histograms of many cells add up to the histogram of all of them, which medians do not.
 */
const EXACT = 64;
const STEPS = 32;

/** Bucket, how many, bucket, how many. */
export type Buckets = ArrayLike<number>;

/** How many by bucket: they are few and close, and a map costs ten times as much. */
export type Histogram = Float64Array;

/** Up to 272 years. */
const ALL = EXACT + 27 * STEPS;

/** The same histogram, or one that has room for the buckets. */
export function addBuckets(histogram: Histogram | null, buckets: Buckets, sign: 1 | -1): Histogram {
  let into = histogram ?? new Float64Array(ALL);
  for (let at = 0; at < buckets.length; at += 2) {
    const bucket = buckets[at] ?? 0;
    if (bucket >= into.length) into = roomier(into, bucket);
    into[bucket] = (into[bucket] ?? 0) + sign * (buckets[at + 1] ?? 0);
  }
  return into;
}

function roomier(histogram: Histogram, bucket: number): Histogram {
  const more = new Float64Array(2 * bucket);
  more.set(histogram);
  return more;
}

/** For each share, ascending: the number that at least so many of the `n` values do not exceed (nearest rank). */
export function quantilesOf(histogram: Histogram, n: number, shares: readonly number[]): readonly number[] {
  const ranks = shares.map((share) => Math.max(1, Math.ceil(share * n)));
  const found: number[] = [];
  let seen = 0;
  for (let bucket = 0; bucket < histogram.length && found.length < ranks.length; bucket += 1) {
    seen += histogram[bucket] ?? 0;
    while (found.length < ranks.length && seen >= (ranks[found.length] ?? 0)) found.push(middleOf(bucket));
  }
  return found;
}

/** Seconds in the middle of a bucket. */
export function middleOf(bucket: number): number {
  if (bucket < EXACT) return bucket;
  const octave = Math.floor((bucket - EXACT) / STEPS) + 1;
  const width = 2 ** octave;
  const start = (((bucket - EXACT) % STEPS) + STEPS) * width;
  return start + Math.floor((width - 1) / 2);
}
