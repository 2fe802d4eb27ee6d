/** Below this a number has no full precision any more, and a reader sees 0: printed in words (statistics.md 4). */
const SMALLEST_PRINTED = 1e-300;

/** A p under its key, with its decimal logarithm; a p below 1e-300 is null and said in `p_text`, never 0. */
export function pAnswer(key: string, logP: number): Readonly<Record<string, unknown>> {
  const p = Math.exp(logP);
  const log10 = logP / Math.LN10;
  if (p >= SMALLEST_PRINTED) return { [key]: p, log10_p: log10 === 0 ? 0 : log10 };
  return { [key]: null, log10_p: log10, p_text: '< 1e-300' };
}

/** The same without a p, and why. */
export function noP(key: string, reason: string): Readonly<Record<string, unknown>> {
  return { [key]: null, log10_p: null, reason };
}
