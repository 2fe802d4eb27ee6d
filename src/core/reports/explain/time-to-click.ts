import type { Cohort, Times } from '../../counts.ts';
import { count, type Figure, say } from '../figure.ts';
import { isPreliminary, LEAST_WINDOWS, type Reading } from '../reading.ts';
import type { Explanation } from './explanation.ts';

/** Clicks in each window below which a median wanders by itself (judgement). */
const LEAST_CLICKS = 200;
/** A median that moved by less is no news (judgement). */
const LEAST_RATIO = 1.25;
/** Two-sided 0.1 %: of weekly reports one in twenty years speaks by chance. */
const Z = 3.290526731491926;
/** 0.8 quantile of the standard normal distribution. */
const Z_80 = 0.8416212335729143;

/**
 * Do people click sooner or later? Silent inside the range of the own last windows. The logarithm of the median of n
 * times that are about lognormal has standard error √(π/2) σ / √n (Kenney and Keeping, Mathematics of
 * Statistics 1, third edition (1962), p. 211), σ from median and 80th percentile.
 */
export function explainTimeToClick(reading: Reading): readonly Explanation[] {
  const { input, freshness } = reading;
  const { before, history, total } = input;
  if (before === null || freshness.withheld.has('clicks') || freshness.withheld.has('receipts')) return [];
  const [now, then] = [logMedian(total.clickAge), logMedian(before.total.clickAge)];
  if (now === null || then === null) return [];
  const moved = now.value - then.value;
  // the late clicks of a young window are still missing
  if (moved < 0 && isPreliminary(input)) return [];
  if (Math.abs(moved) < Math.log(LEAST_RATIO)) return [];
  if (Math.abs(moved) < Z * Math.hypot(now.standardError, then.standardError)) return [];
  if (!isOutside(now.value, history)) return [];
  const [later, sooner] = [seconds(now.value), seconds(then.value)];
  const n = count(total.clickAge.n);
  return [
    {
      id: 'time-to-click',
      line:
        moved > 0
          ? say`People click later: half of ${n} first clicks came within ${later}, before within ${sooner}; later than in any of your last ${count(history.length)} windows.`
          : say`People click sooner: half of ${n} first clicks came within ${later}, before within ${sooner}; sooner than in any of your last ${count(history.length)} windows.`,
    },
  ];
}

type Estimate = { readonly value: number; readonly standardError: number };

function logMedian({ n, p50, p80 }: Times): Estimate | null {
  if (n < LEAST_CLICKS || p50 === null || p80 === null || p50 <= 0) return null;
  const sigma = Math.log(p80 / p50) / Z_80;
  return { value: Math.log(p50), standardError: (Math.sqrt(Math.PI / 2) * sigma) / Math.sqrt(n) };
}

function isOutside(value: number, history: readonly Cohort[]): boolean {
  const past = history.map(({ clickAge }) => logMedian(clickAge)).filter((one) => one !== null);
  if (past.length < LEAST_WINDOWS) return false;
  const values = past.map((one) => one.value);
  return value > Math.max(...values) || value < Math.min(...values);
}

function seconds(log: number): Figure {
  return { kind: 'duration', seconds: Math.round(Math.exp(log)) };
}
