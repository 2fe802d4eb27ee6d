import { describe, expect, it } from 'vitest';
import { createLatencies } from '../../src/web/latencies.ts';

describe('latencies', () => {
  it('tell the share that took at most so long, at worst a tenth too much', () => {
    const latencies = createLatencies();
    for (let ms = 1; ms <= 1000; ms += 1) latencies.add(ms);
    for (const [share, right] of [
      [0.5, 500],
      [0.99, 990],
      [1, 1000],
    ] as const) {
      const told = latencies.quantile(share) ?? 0;
      expect(told / right).toBeGreaterThanOrEqual(0.999);
      expect(told / right).toBeLessThan(1.1);
    }
  });

  it('tell nothing of nothing, and take what is no time', () => {
    const latencies = createLatencies();
    expect(latencies.quantile(0.99)).toBeNull();
    latencies.add(0);
    expect(latencies.quantile(0.99)).toBe(0.1);
  });
});
