import { describe, expect, test } from 'vitest';
import { poolRandomEffects } from '../../../src/core/stats/random-effects.ts';
import { studentCriticalValue } from '../../../src/core/stats/student-critical-value.ts';
import reference from './reference/random-effects.json' with { type: 'json' };

const effectsOf = (y: number[], v: number[]) =>
  y.map((estimate, i) => ({ estimate, variance: v[i] ?? Number.NaN }));

describe('pooled effect', () => {
  test.each(reference.pooled)('agrees with R metafor for $y', (c) => {
    const pooled = poolRandomEffects(effectsOf(c.y, c.v));
    const scale = Math.abs(c.upper) + Math.abs(c.lower);
    expect(Math.abs((pooled?.estimate ?? 9) - c.estimate)).toBeLessThan(1e-10 * scale);
    expect(Math.abs((pooled?.lower ?? 9) - c.lower)).toBeLessThan(1e-10 * scale);
    expect(Math.abs((pooled?.upper ?? 9) - c.upper)).toBeLessThan(1e-10 * scale);
    expect(Math.abs((pooled?.tauSquared ?? 9) - c.tauSquared)).toBeLessThan(1e-10 * (c.tauSquared + 1e-14));
    expect(pooled?.iSquared).toBeCloseTo(c.iSquared, 10);
    expect(pooled?.q).toBeCloseTo(c.q, 9);
  });

  test('does not exist without effects', () => {
    expect(poolRandomEffects([])).toBeNull();
    expect(poolRandomEffects([{ estimate: 0.1, variance: 0 }])).toBeNull();
  });

  test('of one test is that test', () => {
    const pooled = poolRandomEffects([{ estimate: 0.07, variance: 0.0004 }]);
    expect(pooled).toMatchObject({ estimate: 0.07, tauSquared: 0, iSquared: 0, q: 0 });
    expect(pooled?.upper).toBeCloseTo(0.07 + 1.959963984540054 * 0.02, 12);
  });

  test('leaves out a test whose variance is not known', () => {
    const two = effectsOf([0.1, 0.2], [0.001, 0.002]);
    expect(poolRandomEffects([...two, { estimate: 5, variance: 0 }])).toEqual(poolRandomEffects(two));
  });

  test('does not know the order, flips with the sign and scales with the unit', () => {
    const effects = effectsOf([0.1, -0.2, 0.05], [0.001, 0.002, 0.004]);
    const pooled = poolRandomEffects(effects);
    const flipped = poolRandomEffects(effects.map((one) => ({ ...one, estimate: -one.estimate })));
    const scaled = poolRandomEffects(
      effects.map(({ estimate, variance }) => ({ estimate: estimate * 100, variance: variance * 1e4 })),
    );
    expect(poolRandomEffects(effects.toReversed())?.upper).toBeCloseTo(pooled?.upper ?? 9, 12);
    expect(flipped?.lower).toBeCloseTo(-(pooled?.upper ?? 9), 12);
    expect(scaled?.lower).toBeCloseTo(100 * (pooled?.lower ?? 9), 9);
  });

  test('narrows when tests that agree are added', () => {
    const widths = [2, 3, 5, 9].map((k) => {
      const pooled = poolRandomEffects(Array.from({ length: k }, () => ({ estimate: 0.1, variance: 0.001 })));
      return (pooled?.upper ?? 9) - (pooled?.lower ?? 0);
    });
    expect(widths.toSorted((a, b) => b - a)).toEqual(widths);
  });
});

test.each(reference.student)('critical t of $tail at $df degrees is that of R', ({ tail, df, t }) => {
  expect(Math.abs((studentCriticalValue(tail, df) ?? 0) / t - 1)).toBeLessThan(1e-10);
});
