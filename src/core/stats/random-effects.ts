import { criticalValue } from './special.ts';
import { studentCriticalValue } from './student-critical-value.ts';

/**
 * Pools the effects of several tests, each with its own true effect around a common one.
 *
 * Answers: "five tests put the call to action first: what does it bring on average?"
 * Valid for independent tests of one theme. Two or three tests say little about how much their true effects differ, and
 * the interval shows it: of two tests it is wide, 12.7 standard errors to each side.
 * Formula: weights w = 1/v, Q = Σ w (y - ȳ)²;  τ² = max(0, (Q - (k - 1)) / (Σw - Σw²/Σw));  weights w* = 1/(v + τ²),
 *   mean ȳ* = Σ w*y / Σ w*,  SE² = max(1, q) / Σ w*,  q = Σ w* (y - ȳ*)² / (k - 1),  interval ȳ* ± t(k - 1) SE.
 * Sources: DerSimonian & Laird, Control. Clin. Trials 7 (1986) 177-188 (τ²); Hartung & Knapp, Stat. Med. 20 (2001) 3875-3889
 * (q and t: the plain interval with 1.96 holds the truth only .75-.90 of the time for two to five tests, IntHout,
 * Ioannidis & Borm, BMC Med. Res. Methodol. 14 (2014) 25); Röver, Knapp & Friede, ibid. 15 (2015) 99 (max(1, q): chance
 * agreement of few tests must not make the interval narrower than the plain one); Higgins & Thompson, Stat. Med. 21
 * (2002) 1539-1558 (I²).
 * Accuracy: relative error below 1e-10 against R metafor rma(method = "DL", test = "adhoc"); cost: linear.
 * Reference values: test/core/stats/reference/random-effects.json (R metafor).
 *
 * @param effects in one unit; variances are squared standard errors. Effects without a variance above 0 are left out.
 * @returns null without effects; of one effect its own 95 % interval, τ² and I² 0: nothing is known about differences
 */
export function poolRandomEffects(effects: readonly Effect[]): PooledEffect | null {
  const known = effects.filter(({ estimate, variance }) => Number.isFinite(estimate) && isPositive(variance));
  const k = known.length;
  if (k === 0) return null;
  const fixed = weighted(known, 0);
  const df = k - 1;
  const scale = fixed.weight - fixed.squaredWeight / fixed.weight;
  const tauSquared = df > 0 ? Math.max(0, (fixed.q - df) / scale) : 0; // DerSimonian & Laird
  const random = weighted(known, tauSquared);
  const correction = df > 0 ? Math.max(1, random.q / df) : 1; // Hartung & Knapp; Röver et al.
  const critical = df > 0 ? studentCriticalValue(1 - CONFIDENCE, df) : criticalValue(CONFIDENCE);
  const half = (critical ?? Number.NaN) * Math.sqrt(correction / random.weight);
  return {
    estimate: random.mean,
    lower: random.mean - half,
    upper: random.mean + half,
    tauSquared,
    iSquared: fixed.q > df && df > 0 ? (fixed.q - df) / fixed.q : 0, // Higgins & Thompson
    q: fixed.q,
  };
}

export type Effect = { readonly estimate: number; readonly variance: number };

export type PooledEffect = {
  readonly estimate: number;
  /** 95 %, of the mean effect, not of the next test */
  readonly lower: number;
  readonly upper: number;
  /** variance of the true effects between tests */
  readonly tauSquared: number;
  /** share of the spread that is not chance, 0..1 */
  readonly iSquared: number;
  /** Cochran's Q, k - 1 degrees of freedom */
  readonly q: number;
};

const CONFIDENCE = 0.95;

function weighted(effects: readonly Effect[], tauSquared: number) {
  const weights = effects.map(({ variance }) => 1 / (variance + tauSquared));
  const weight = sum(weights);
  const mean = sum(effects.map(({ estimate }, i) => estimate * ((weights[i] ?? 0) / weight)));
  const q = sum(effects.map(({ estimate }, i) => (weights[i] ?? 0) * (estimate - mean) ** 2));
  return { weight, squaredWeight: sum(weights.map((one) => one * one)), mean, q };
}

function isPositive(variance: number): boolean {
  return variance > 0 && Number.isFinite(variance);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
