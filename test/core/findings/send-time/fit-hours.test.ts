import { describe, expect, it } from 'vitest';
import type { HourCell } from '../../../../src/core/findings/history.ts';
import { fitHours } from '../../../../src/core/findings/send-time/fit-hours.ts';
import { groupHours, HOURS } from '../../../../src/core/findings/send-time/hour-groups.ts';
import { ownHoursP } from '../../../../src/core/findings/send-time/own-hours.ts';
import reference from './reference.json' with { type: 'json' };

type Row = readonly [string, string, string, number, number, number];

function cellsOf(rows: readonly (readonly (string | number)[])[]): readonly HourCell[] {
  return (rows as readonly Row[]).map(([campaignId, segment, zone, hour, delivered, clicked]) => ({
    campaignId,
    segment,
    zone,
    hour,
    delivered,
    clicked,
  }));
}

describe('click odds by hour', () => {
  // 1e-7: both sides stop where a step moves less than 1e-10, EM in steps that shrink slowly
  it.each(reference)('agree with a full design matrix: $name', ({ cells, expected }) => {
    const fit = fitHours(groupHours(cellsOf(cells)));
    expect(fit.hourVariance).toBeCloseTo(expected.hourVariance, 7);
    expect(fit.dispersion).toBeCloseTo(expected.dispersion, 7);
    expect(
      Math.max(...fit.effects.map((effect, at) => Math.abs(effect - (expected.effects[at] ?? 0)))),
    ).toBeLessThan(1e-7);
    const errors = expected.errors.map((error, at) => {
      const value = fit.covariance.values[at * fit.covariance.size + at] ?? 0;
      return Math.abs(Math.sqrt(value) - error);
    });
    expect(Math.max(...errors)).toBeLessThan(1e-7);
  });

  it.each(reference)(
    'tell a segment with hours of its own as the score test does: $name',
    ({ cells, expected }) => {
      const all = cellsOf(cells);
      const p = ownHoursP(
        groupHours(all.filter(({ segment }) => segment === 'b')),
        fitHours(groupHours(all)),
      );
      expect(Math.log(p ?? 0)).toBeCloseTo(Math.log(expected.ownHoursP), 4);
    },
  );

  it('settle where cells contradict each other wildly, instead of leaping away', () => {
    const rows: readonly Row[] = [
      ['k0', 's', 'z', 12, 19_847, 430],
      ['k0', 's', 'z', 10, 35, 33],
      ['k1', 's', 'z', 11, 298, 1],
      ['k1', 's', 'z', 10, 5856, 5829],
      ['k1', 's', 'z', 12, 220, 13],
      ['k2', 's', 'z', 9, 4051, 1447],
      ['k2', 's', 'z', 11, 1416, 1],
      ['k3', 's', 'z', 10, 5, 0],
      ['k4', 's', 'z', 11, 2542, 0],
      ['k4', 's', 'z', 9, 2213, 1082],
    ];
    const fit = fitHours(groupHours(cellsOf(rows)));
    expect(fit.passes).toBeLessThan(60);
    expect(fit.dispersion).toBeLessThan(10);
    expect(fit.effects[10]).toBeGreaterThan(fit.effects[9] ?? 0);
    expect(fit.effects[9]).toBeGreaterThan(fit.effects[11] ?? 0);
  });

  it('are the same to the last bit in whatever order the cells come', () => {
    const cells = cellsOf(reference[0]?.cells ?? []);
    expect(fitHours(groupHours(cells.toReversed()))).toEqual(fitHours(groupHours(cells)));
  });

  it('come from campaigns and segments with several hours, where somebody clicked and not everybody', () => {
    const cell = { campaignId: 'a', segment: 's', zone: 'Europe/Oslo', hour: 9, delivered: 100, clicked: 5 };
    const groups = groupHours([
      cell,
      { ...cell, zone: 'Europe/London' },
      ...[9, 10].map((hour) => ({ ...cell, campaignId: 'b', hour })),
      ...[9, 10].map((hour) => ({ ...cell, campaignId: 'c', hour, clicked: 0 })),
      ...[9, 10].map((hour) => ({ ...cell, campaignId: 'd', hour, clicked: 100 })),
    ]);
    expect([...groups.starts]).toEqual([0, 2]);
    expect(groups.deliveredInAll).toBe(200);
    expect(groups.deliveredAt[9]).toBe(100);
    expect(fitHours(groups).effects).toHaveLength(HOURS + 2);
  });
});
