export type RateLimit = { readonly allows: (name: string, perMinute: number, nowMs: number) => boolean };

/** A bucket a name that fills evenly and holds two seconds' worth, at least ten. */
export function createRateLimit(): RateLimit {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    allows: (name, perMinute, nowMs) => {
      const holds = Math.min(perMinute, Math.max(10, perMinute / 30));
      const bucket = buckets.get(name) ?? { tokens: holds, atMs: nowMs };
      const since = Math.max(0, nowMs - bucket.atMs);
      const tokens = Math.min(holds, bucket.tokens + (since * perMinute) / 60_000);
      const isAllowed = tokens >= 1;
      buckets.set(name, { tokens: isAllowed ? tokens - 1 : tokens, atMs: nowMs });
      return isAllowed;
    },
  };
}
