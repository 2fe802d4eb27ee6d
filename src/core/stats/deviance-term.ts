/**
 * s ln(s/m) - s + m: how far a count s lies from its mean m, half of its share of a deviance. 0 where s = m, m where s = 0.
 *
 * Every exact mass here is made of these terms, because they stay small where ln Γ is of size 1e9.
 * Formula: with v = (s - m)/(s + m), s ln(s/m) = 2s (v + v³/3 + v⁵/5 + ...), so that the linear parts cancel on paper
 * and not in the computer. Source: Loader, Fast and accurate computation of binomial probabilities (2000), section 2.
 * Accuracy: relative error below 1e-14 given s and m. Valid for s >= 0, m > 0.
 */
export function devianceTerm(s: number, m: number): number {
  const gap = s - m;
  if (Math.abs(gap) > 0.1 * (s + m)) return s === 0 ? m : s * Math.log(s / m) - gap;
  const v = gap / (s + m);
  let power = v;
  let tail = 0;
  for (let k = 3; k <= 19; k += 2) {
    power *= v * v;
    tail += power / k;
  }
  return gap * v + 2 * s * tail;
}
