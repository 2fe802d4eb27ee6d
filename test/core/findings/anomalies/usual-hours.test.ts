import { describe, expect, it } from 'vitest';
import { expectMore } from '../../../../src/core/findings/anomalies/click-effect.ts';
import { usualHours } from '../../../../src/core/findings/anomalies/usual-hours.ts';
import type { HourCell } from '../../../../src/core/findings/history.ts';

const CAMPAIGNS = Array.from({ length: 80 }, (_, place) => ({
  campaignId: `k${place}`,
  hour: 9 + (place % 4),
}));

function cell(campaignId: string, hour: number, delivered = 500): HourCell {
  return { campaignId, segment: 's', zone: 'Europe/Oslo', hour, delivered, clicked: 0 };
}

const cells = CAMPAIGNS.map(({ campaignId, hour }) => cell(campaignId, hour));
/** Campaigns at ten get half a logit more. */
const points = CAMPAIGNS.map(({ campaignId, hour }, place) => ({
  campaignId,
  effect: (hour === 10 ? 0.5 : 0) + 0.05 * ((place % 7) - 3),
  variance: 0.01,
}));

describe('what is usual of an hour', () => {
  it('is what campaigns of that hour get more than the others', () => {
    const usual = usualHours(points, cells);
    expect(usual('k1') - usual('k0')).toBeGreaterThan(0.35);
    expect(usual('k1') - usual('k0')).toBeLessThan(0.55);
    expect(usual('k3')).toBeCloseTo(usual('k2'), 1);
  });

  it('is hardly moved by one campaign, however wild', () => {
    const before = usualHours(points, cells)('k0');
    const wild = points.map((point, place) => (place === 0 ? { ...point, effect: -4 } : point));
    expect(Math.abs(usualHours(wild, cells)('k0') - before)).toBeLessThan(0.06);
  });

  it('is a mean over the local hours a campaign went out at', () => {
    const both = [...cells.slice(1), cell('k0', 10, 250), cell('k0', 11, 250)];
    const usual = usualHours(points, both);
    expect(usual('k0')).toBeCloseTo((usual('k1') + usual('k2')) / 2, 6);
  });

  it('is nothing where no local hour is known', () => {
    expect(usualHours(points, [])('k0')).toBe(0);
    expect(usualHours([], [])('k0')).toBe(0);
    expect(expectMore(300, 17, 0)).toBe(17);
  });

  it('moves what is expected on the logit', () => {
    const more = expectMore(1_000, 100, Math.log(2));
    expect(more / (1_000 - more) / (100 / 900)).toBeCloseTo(2, 1);
  });

  it('is the same in whatever order campaigns and hours come', () => {
    const [one, other] = [usualHours(points, cells), usualHours(points.toReversed(), cells.toReversed())];
    expect(other('k7')).toBeCloseTo(one('k7'), 12);
  });
});
