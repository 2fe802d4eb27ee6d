const GROWTH = Math.log(1.1);
const LEAST_MS = 0.1;

export type Latencies = {
  readonly add: (ms: number) => void;
  /** ms that this share (0..1) of them took at most, 10 % too high at worst; null = none was added */
  readonly quantile: (share: number) => number | null;
};

/** A histogram that grows with the range of the values, not with their number. */
export function createLatencies(): Latencies {
  const buckets = new Map<number, number>();
  let all = 0;
  return {
    add: (ms) => {
      const bucket = Math.max(0, Math.ceil(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / GROWTH));
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      all += 1;
    },
    quantile: (share) => {
      let left = Math.ceil(all * share);
      for (const bucket of [...buckets.keys()].sort((a, b) => a - b)) {
        left -= buckets.get(bucket) ?? 0;
        if (left <= 0) return Math.round(LEAST_MS * Math.exp(bucket * GROWTH) * 10) / 10;
      }
      return null;
    },
  };
}
