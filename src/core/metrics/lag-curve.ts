/** How long outcomes took: seconds, ascending, and how many took so long. */
export type Lags = readonly { readonly seconds: number; readonly n: number }[];

/** Share of the outcomes that have come after so many seconds, 0..1. */
export type LagCurve = (ageSeconds: number) => number;

/** Below this a step of the curve is a minute; above, a twelfth of a doubling: fine enough for ages of hours. */
const SHORT_SECONDS = 60;
const STEPS_OF_DOUBLING = 12;

/** Linear between the lags. null = there is nothing to learn from. */
export function curveOf(lags: Lags): LagCurve | null {
  const all = countLags(lags);
  if (all <= 0) return null;
  const seconds: number[] = [0];
  const shares: number[] = [0];
  let seen = 0;
  for (const lag of lags) {
    seen += lag.n;
    seconds.push(Math.max(lag.seconds, (seconds.at(-1) ?? 0) + 1e-6));
    shares.push(seen / all);
  }
  return (age) => interpolate(seconds, shares, age);
}

export function countLags(lags: Lags): number {
  return lags.reduce((sum, { n }) => sum + n, 0);
}

/** All of them together. */
export function joinLags(all: readonly Lags[]): Lags {
  return thin(all.flat());
}

/**
 * Lags of the sum of two delays that do not hang together: from sending to the click is from sending to delivery and
 * from there to the click. As many in all as in `second`.
 */
export function chainLags(first: Lags, second: Lags): Lags {
  const of = countLags(first);
  if (of <= 0) return [];
  return thin(
    thin(first).flatMap((one) =>
      thin(second).map((two) => ({ seconds: one.seconds + two.seconds, n: (one.n / of) * two.n })),
    ),
  );
}

function thin(lags: Lags): Lags {
  const steps = new Map<number, { weighted: number; n: number }>();
  for (const { seconds, n } of lags) {
    const step = stepOf(seconds);
    const sum = steps.get(step) ?? { weighted: 0, n: 0 };
    steps.set(step, { weighted: sum.weighted + seconds * n, n: sum.n + n });
  }
  return [...steps]
    .filter(([, { n }]) => n > 0)
    .sort(([a], [b]) => a - b)
    .map(([, { weighted, n }]) => ({ seconds: weighted / n, n }));
}

function stepOf(seconds: number): number {
  return Math.floor(Math.log2(Math.max(0, seconds) / SHORT_SECONDS + 1) * STEPS_OF_DOUBLING);
}

function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  const last = xs.length - 1;
  if (x >= (xs[last] ?? 0)) return 1;
  if (x <= 0) return 0;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [x0, x1] = [xs[low] ?? 0, xs[high] ?? 0];
  const [y0, y1] = [ys[low] ?? 0, ys[high] ?? 0];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
