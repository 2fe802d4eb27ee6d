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
  const sums = noSums();
  const then = thin(second);
  // a window has tens of thousands of pairs: none is kept, and few ask for a logarithm
  for (const one of thin(first)) {
    const share = one.n / of;
    let step = 0;
    for (const two of then) {
      const seconds = one.seconds + two.seconds;
      step = stepFrom(step, seconds);
      addLag(sums, step, seconds, share * two.n);
    }
  }
  return lagsOf(sums);
}

function thin(lags: Lags): Lags {
  const sums = noSums();
  for (const { seconds, n } of lags) addLag(sums, stepOf(seconds), seconds, n);
  return lagsOf(sums);
}

/** By step; a step that nothing fell into is a hole. */
type Sums = { readonly weighted: number[]; readonly n: number[] };

function noSums(): Sums {
  return { weighted: [], n: [] };
}

function addLag({ weighted, n }: Sums, step: number, seconds: number, more: number): void {
  weighted[step] = (weighted[step] ?? 0) + seconds * more;
  n[step] = (n[step] ?? 0) + more;
}

function lagsOf({ weighted, n }: Sums): Lags {
  const lags: { seconds: number; n: number }[] = [];
  for (const [step, more = 0] of n.entries()) {
    if (more > 0) lags.push({ seconds: (weighted[step] ?? 0) / more, n: more });
  }
  return lags;
}

function stepOf(seconds: number): number {
  return Math.floor(Math.log2(Math.max(0, seconds) / SHORT_SECONDS + 1) * STEPS_OF_DOUBLING);
}

/** Where a step ends, in seconds; a few parts in 1e16 off. */
const ENDS: number[] = [];

function endOf(step: number): number {
  return (ENDS[step] ??= SHORT_SECONDS * (2 ** ((step + 1) / STEPS_OF_DOUBLING) - 1));
}

/** Far more than rounding: so near to the end of a step `stepOf` itself decides. */
const NEAR = 1e-9;

/** `stepOf` of seconds that lie in `step` or a later one. */
function stepFrom(step: number, seconds: number): number {
  let at = step;
  while (seconds > endOf(at) * (1 + NEAR)) at += 1;
  return seconds < endOf(at) * (1 - NEAR) ? at : stepOf(seconds);
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
