import { betaCdf } from '../../stats/special.ts';

/**
 * Chances of at most, and of at least, `successes` of `n` when the logit of the rate is itself normal.
 *
 * Answers: "16 clicked of 708 where 60 were to be expected; content moves click rates anyway: how unusual is that?"
 * Formula: ∫ φ(u) P(X <= x | n, logit⁻¹(η + σu)) du, P by the incomplete beta function (DLMF 8.17.5); trapezoidal rule of
 * step ¼ over ±8, whose error for such integrands is below 1e-9 of the tail down to 1e-12.
 * A normal deviate of the logit alone has tails too thin for low counts. Reference values:
 * test/core/findings/reference/pieces.json (scipy quad).
 *
 * @param centre η, logit of the usual rate
 * @returns null when the counts are no counts or the variance is not above 0
 */
export function logitNormalTail(
  successes: number,
  n: number,
  centre: number,
  variance: number,
): LogitNormalTail | null {
  if (!(Number.isInteger(successes) && Number.isInteger(n) && successes >= 0 && successes <= n && n > 0))
    return null;
  if (!(variance > 0 && Number.isFinite(centre))) return null;
  const deviation = Math.sqrt(variance);
  let [low, high] = [0, 0];
  for (let step = -STEPS; step <= STEPS; step += 1) {
    const u = (step * REACH) / STEPS;
    const weight = (Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI)) * (REACH / STEPS);
    const odds = Math.exp(centre + deviation * u);
    const [rate, rest] = [odds / (1 + odds), 1 / (1 + odds)];
    low += weight * (successes === n ? 1 : (betaCdf(rest, n - successes, successes + 1) ?? 0));
    high += weight * (successes === 0 ? 1 : (betaCdf(rate, successes, n - successes + 1) ?? 0));
  }
  return { low: Math.min(1, low), high: Math.min(1, high) };
}

export type LogitNormalTail = { readonly low: number; readonly high: number };

const REACH = 8;
const STEPS = 32;
