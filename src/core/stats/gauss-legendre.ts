/**
 * Nodes and weights of the 12-point Gauss-Legendre rule on [low, high]: exact for polynomials of degree 23.
 * Source: nodes are the roots of the Legendre polynomial P12, weights 2 / ((1 - x²) P12'(x)²) (Abramowitz & Stegun
 * 25.4.29), found at load by Newton's method from Tricomi's first guess (A&S 22.16.6). Accuracy: 1e-15.
 */
export function gaussLegendre(low: number, high: number): readonly Node[] {
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  return RULE.map(({ x, weight }) => ({ x: middle + half * x, weight: half * weight }));
}

export type Node = { readonly x: number; readonly weight: number };

const POINTS = 12;
const RULE: readonly Node[] = Array.from({ length: POINTS }, (_, k) => {
  let x = Math.cos((Math.PI * (k + 0.75)) / (POINTS + 0.5));
  for (let round = 0; round < 8; round += 1) {
    const { value, slope } = legendre(x);
    x -= value / slope;
  }
  return { x, weight: 2 / ((1 - x * x) * legendre(x).slope ** 2) };
});

/** Pn(x) by its recurrence (A&S 22.7.10), and its derivative (22.8.5). */
function legendre(x: number): { readonly value: number; readonly slope: number } {
  let [before, value] = [1, x];
  for (let n = 2; n <= POINTS; n += 1) {
    [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
  }
  return { value, slope: (POINTS * (x * value - before)) / (x * x - 1) };
}
