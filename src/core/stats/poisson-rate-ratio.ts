import { logBinomialMass } from './binomial-mass.ts';
import { bisect } from './bisect.ts';
import { logExactTwoSided } from './exact-two-sided.ts';
import { betaCdf } from './special.ts';

/** Events over an exposure: contacts, messages, hours; any positive size. */
export type EventCount = { readonly events: number; readonly exposure: number };

export type RateRatio = {
  /** rate of b over rate of a; null when a has no event */
  readonly ratio: number | null;
  readonly lower: number;
  /** null = no upper limit, a has no event */
  readonly upper: number | null;
  readonly p: number;
  /** ln p: exists where p is too small for a number */
  readonly logP: number;
};

/**
 * Ratio of two Poisson rates, b over a, exact given the total of events.
 *
 * Answers: "40 complaints in 3 weeks against 22 in 4: how many times as often?" For events that may happen to one person
 * more than once, where a rate of people does not fit. One look.
 * Valid for independent events at a steady rate; clustered ones (a burst of one person) make the interval too narrow.
 * Formula: given n = xA + xB, xB is binomial with share π = ρ TB / (ρ TB + TA), ρ the ratio. p: ρ = 1, all outcomes no
 * likelier than this one (exact-two-sided.ts). Interval: Clopper & Pearson's limits of π, as ρ = π/(1-π) TA/TB.
 * Source: Przyborowski & Wilenski, Biometrika 31 (1940) 313-323; Clopper & Pearson, Biometrika 26 (1934) 404-413;
 * the same as R's poisson.test with two counts.
 * Accuracy: relative error of p below 1e-11; of the limits below 1e-9 to 1e5 events, 1e-8 above.
 * Reference values: test/core/stats/reference/classical-r.json (R poisson.test).
 *
 * @returns null without an event or with an exposure that is not above 0
 */
export function poissonRateRatio(a: EventCount, b: EventCount, confidence = 0.95): RateRatio | null {
  const n = a.events + b.events;
  if (!(n > 0 && a.exposure > 0 && b.exposure > 0 && confidence > 0 && confidence < 1)) return null;
  const exposure = a.exposure + b.exposure;
  const [share, rest] = [b.exposure / exposure, a.exposure / exposure];
  const logP = logExactTwoSided(
    {
      lowest: 0,
      highest: n,
      mode: Math.floor((n + 1) * share),
      logMass: (k) => logBinomialMass(k, n, share, rest),
    },
    b.events,
  );
  const scale = a.exposure / b.exposure;
  const tail = (1 - confidence) / 2;
  const lower = b.events === 0 ? 0 : oddsAtTail(b.events, a.events + 1, tail);
  const upper = a.events === 0 ? null : 1 / oddsAtTail(a.events, b.events + 1, tail);
  return {
    ratio: a.events === 0 ? null : (b.events / a.events) * scale,
    lower: lower * scale,
    upper: upper === null ? null : upper * scale,
    p: Math.exp(logP),
    logP,
  };
}

/** π/(1-π) with I_π(s, t) = tail: the lower limit; the upper one is that of the other side turned over. */
function oddsAtTail(s: number, t: number, tail: number): number {
  return Math.exp(bisect((logOdds) => (betaCdf(shareOf(logOdds), s, t) ?? 1) < tail, -700, 700));
}

function shareOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
