import { gaussLegendre } from '../../stats/gauss-legendre.ts';
import { betaCdf, twoSidedTail } from '../../stats/special.ts';

/**
 * Chances of at most, and of at least, `successes` of `n` when the logit of the rate is itself normal.
 *
 * Answers: "16 clicked of 708 where 60 were to be expected; content moves click rates anyway: how unusual is that?" A normal
 * deviate of the logit alone has tails too thin for low counts.
 * Formula: ∫ φ(u) P(X <= x | n, logit⁻¹(η + σu)) du, P by the incomplete beta function (DLMF 8.17.5). Integrated by
 * Gauss-Legendre where P turns from 1 to 0, 14 widths to both sides; beyond it P is 1 or 0 and the normal tail is left.
 * Accuracy: 1e-9 absolute and 1e-6 of the tail for σ <= 1; cost: 240 incomplete beta functions.
 * Reference values: test/core/findings/reference/pieces.json (scipy quad).
 *
 * @param centre η, logit of the usual rate
 * @param variance σ²
 * @returns null when the counts are no counts, the centre no number or the variance not above 0
 */
export function logitNormalTail(
  successes: number,
  n: number,
  centre: number,
  variance: number,
): LogitNormalTail | null {
  if (!isCount(successes) || !isCount(n) || n === 0 || successes > n) return null;
  if (!(variance > 0 && Number.isFinite(variance) && Number.isFinite(centre))) return null;
  const deviation = Math.sqrt(variance);
  const [from, to] = turningPoint(successes, n, centre, deviation);
  let [low, high] = [belowNormal(from), belowNormal(-to)];
  const width = (to - from) / PANELS;
  for (let panel = 0; panel < PANELS && width > 0; panel += 1) {
    for (const { x, weight } of gaussLegendre(from + panel * width, from + (panel + 1) * width)) {
      const density = (weight * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
      const odds = Math.exp(centre + deviation * x);
      low += density * atMost(successes, n, odds);
      high += density * atMost(n - successes, n, 1 / odds);
    }
  }
  return { low: Math.min(1, low), high: Math.min(1, high) };
}

export type LogitNormalTail = { readonly low: number; readonly high: number };

const PANELS = 10;
/** Standard deviations of the logit beyond which nothing is left. */
const REACH = 12;
const WIDTHS = 14;

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

/** Between which deviates the chance turns from 1 to 0: where the rate is that seen, in steps of how well n tells it. */
function turningPoint(x: number, n: number, centre: number, deviation: number): readonly [number, number] {
  const [some, none] = [x + 0.5, n - x + 0.5];
  const middle = (Math.log(some / none) - centre) / deviation;
  const width = Math.sqrt(1 / some + 1 / none) / deviation;
  const held = (u: number): number => Math.max(-REACH, Math.min(REACH, u));
  return [held(middle - WIDTHS * width), held(middle + WIDTHS * width)];
}

/** P(X <= x) of n at these odds. */
function atMost(x: number, n: number, odds: number): number {
  return x === n ? 1 : (betaCdf(1 / (1 + odds), n - x, x + 1) ?? 0);
}

function belowNormal(z: number): number {
  const half = (twoSidedTail(z) ?? 0) / 2;
  return z < 0 ? half : 1 - half;
}
