import { type ContactBin, expectedOfStep } from './contact-bin.ts';

/** How contacts differ in their clicking before the recent window: clicks = `level` × expected × Gamma(`shape`, `shape`). */
export type UsualClicking = {
  readonly level: number;
  /** small = contacts differ widely */
  readonly shape: number;
};

const LEAST_SHAPE = 0.3;
const MOST_SHAPE = 20;

/**
 * By moments: level = Σ x / Σ E, shape = Σ (level E)² / Σ [(x - level E)² - level E], held in 0.3 to 20 (findings.md 3).
 *
 * @returns null when nobody was expected to click, or nobody did
 */
export function usualClicking(bins: readonly ContactBin[]): UsualClicking | null {
  let clicks = 0;
  let expected = 0;
  for (const bin of bins) {
    clicks += bin.contacts * bin.clickedBaseline;
    expected += bin.contacts * expectedOfStep(bin.baselineStep);
  }
  if (clicks <= 0 || expected <= 0) return null;
  const level = clicks / expected;
  let squares = 0;
  let excess = 0;
  for (const bin of bins) {
    const mean = level * expectedOfStep(bin.baselineStep);
    squares += bin.contacts * mean ** 2;
    excess += bin.contacts * ((bin.clickedBaseline - mean) ** 2 - mean);
  }
  const shape = excess > 0 ? squares / excess : MOST_SHAPE;
  return { level, shape: Math.min(MOST_SHAPE, Math.max(LEAST_SHAPE, shape)) };
}

/**
 * What is to be expected of a contact in the recent window if nothing changed.
 *
 * @param season how much more everybody clicks than before (`seasonOf`); 1 = as before
 * @returns the predictive negative binomial
 */
export function predictRecent(
  usual: UsualClicking,
  bin: Pick<ContactBin, 'clickedBaseline' | 'baselineStep' | 'recentStep'>,
  season: number,
): { readonly shape: number; readonly mean: number } {
  const shape = usual.shape + bin.clickedBaseline;
  const before = usual.level * expectedOfStep(bin.baselineStep);
  return {
    shape,
    mean: (season * usual.level * expectedOfStep(bin.recentStep) * shape) / (usual.shape + before),
  };
}
