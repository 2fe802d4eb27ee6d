import { describe, expect, test } from 'vitest';
import { adjustTogether } from '../../../../src/core/findings/segment-fatigue/adjust-together.ts';
import type { TestedTrend } from '../../../../src/core/findings/segment-fatigue/test-trends.ts';

function trends(p: readonly number[]): readonly TestedTrend[] {
  return p.map((one, place) => ({
    segment: `s${place}`,
    change: -0.2,
    standardError: 0.1,
    df: 30,
    deviations: [],
    p: one,
  }));
}

const quiet = Array.from({ length: 19 }, (_, place) => 0.1 + 0.045 * place);

describe('claims of both outcomes', () => {
  test('are adjusted as one list: R p.adjust(c(.001, .04, .8, .5), "BH") without a joint test', () => {
    const clicks = trends([0.001, 0.04]);
    const optOuts = trends([0.8, 0.5]).map((trend) => ({ ...trend, segment: `other-${trend.segment}` }));
    const adjusted = adjustTogether(clicks, optOuts);
    expect(adjusted.clicks.get('s0')?.estimate.adjustedP).toBeCloseTo(0.004, 12);
    expect(adjusted.clicks.get('s1')?.estimate.adjustedP).toBeCloseTo(0.08, 12);
    expect(adjusted.optOuts.get('other-s1')?.estimate.adjustedP).toBeCloseTo(2 / 3, 12);
    expect(adjusted.optOuts.get('other-s0')?.estimate.adjustedP).toBeCloseTo(0.8, 12);
  });

  test('hold together where each alone is too little', () => {
    const together = adjustTogether(trends([0.004, ...quiet]), trends([0.004, ...quiet]));
    expect(together.clicks.get('s0')?.estimate.adjustedP).toBeLessThan(0.01);
    expect(together.optOuts.get('s0')?.estimate.adjustedP).toBeLessThan(0.01);
    const alone = adjustTogether(trends([0.004, ...quiet]), trends([0.5, ...quiet]));
    expect(alone.clicks.get('s0')?.estimate.adjustedP).toBeGreaterThan(0.05);
  });

  test('say nothing of the outcome that did not move', () => {
    for (const p of [0.2, 0.04]) {
      const one = adjustTogether(trends([1e-9, ...quiet]), trends([p, ...quiet]));
      expect(one.clicks.get('s0')?.estimate.adjustedP).toBeLessThan(1e-6);
      expect(one.optOuts.get('s0')?.estimate.adjustedP).toBeGreaterThan(0.2);
    }
  });

  test('are ratios with their intervals', () => {
    const { clicks } = adjustTogether(trends([0.5]), []);
    const estimate = clicks.get('s0')?.estimate;
    expect(Math.log(estimate?.ratio ?? 1)).toBeCloseTo(-0.2, 12);
    // R qt(.975, 30) = 2.042272
    expect(Math.log(estimate?.upper ?? 1)).toBeCloseTo(-0.2 + 0.2042272, 6);
  });
});
