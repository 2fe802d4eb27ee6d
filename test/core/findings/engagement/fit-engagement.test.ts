import { describe, expect, test } from 'vitest';
import { expectedRate } from '../../../../src/core/findings/engagement/expected-rate.ts';
import { fitEngagement } from '../../../../src/core/findings/engagement/fit-engagement.ts';
import type { Cell } from '../../../../src/core/findings/history.ts';
import reference from '../reference/pieces.json' with { type: 'json' };
import { shuffled } from '../shuffled.ts';
import { account, simulateHistory } from '../simulated-history.ts';

const logit = (rate: number): number => Math.log(rate / (1 - rate));

function cellOf(given: Partial<Cell>): Cell {
  return {
    campaignId: 'c1',
    segment: 's1',
    weeksAgo: 0,
    isPanel: true,
    delivered: 100,
    clicked: 5,
    optedOut: 1,
    doseSum: 200,
    failed: 0,
    ...given,
  };
}

describe('a fit of click rates', () => {
  const cells = reference.fit.cells.map(({ campaign, ...one }) => cellOf({ campaignId: campaign, ...one }));
  const fit = fitEngagement(cells, 'clicks');

  test('is that of the joint normal equations, solved with dense matrices', () => {
    expect(fit.contentVariance).toBe(0.0025);
    expect(fit.cellVariance).toBe(0.002);
    for (const [place, { campaignId, segment, weeksAgo }] of cells.entries()) {
      const own = logit(expectedRate(fit, campaignId, segment, weeksAgo));
      const phase = weeksAgo < 8 ? 2 : 0;
      const group = fit.groups.get(`panel ${segment}`) ?? -1;
      const changed = (fit.levels[group * 3 + phase] ?? 9) - (fit.levels[group * 3] ?? 0);
      expect(Math.abs(own + changed - (reference.fit.fitted[place] ?? 9))).toBeLessThan(2e-5);
    }
    for (const [place, content] of reference.fit.content.entries())
      expect(Math.abs((fit.content[place] ?? 9) - content)).toBeLessThan(2e-5);
  });

  test('leaves the recent change of a segment out of what is expected', () => {
    const change = (segment: string): number => {
      const group = fit.groups.get(`panel ${segment}`) ?? -1;
      return (fit.levels[group * 3 + 2] ?? 9) - (fit.levels[group * 3] ?? 0);
    };
    expect(change('s1') - change('s0')).toBeCloseTo(-0.4, 1);
    const [tired, fresh] = ['s1', 's0'].map((segment) => logit(expectedRate(fit, 'c04', segment, 2)));
    expect((tired ?? 0) - (fresh ?? 0)).toBeCloseTo(0.25, 1);
  });

  test('does not depend on the order of the cells, to the last bit', () => {
    for (const outcome of ['clicks', 'opt-outs'] as const)
      expect(fitEngagement(shuffled(cells, outcome), outcome)).toEqual(fitEngagement(cells, outcome));
  });

  test('takes a campaign or a segment it never saw for a usual one', () => {
    const unknown = expectedRate(fit, 'c99', 's9', 30);
    expect(unknown).toBeGreaterThan(expectedRate(fit, 'c99', 's0', 30));
    expect(unknown).toBeLessThan(expectedRate(fit, 'c99', 's3', 30));
  });
});

describe('content and cells', () => {
  test.each(['a', 'b', 'c'])('vary as they were made to vary (%s)', (seed) => {
    const history = simulateHistory({ seed, weeks: 26, profiles: account([]), contentSpread: 0.3 });
    const fit = fitEngagement(history.cells, 'clicks');
    expect(Math.sqrt(fit.contentVariance)).toBeGreaterThan(0.22);
    expect(Math.sqrt(fit.contentVariance)).toBeLessThan(0.38);
    // 0.07 each
    expect(Math.sqrt(fit.cellVariance)).toBeLessThan(0.12);
    const opens = fitEngagement(history.cells, 'opt-outs');
    expect(Math.sqrt(opens.contentVariance)).toBeLessThan(0.25);
  });

  test('one segment that falls does not make the others look uncertain', () => {
    const large = account([]).map((profile) => ({ ...profile, contacts: profile.contacts * 4 }));
    const falls = { segment: 'falls', contacts: 900, pace: () => 3, clicks: (week: number) => -0.05 * week };
    const [changed, usual] = [[...large, falls], large].map((profiles) => {
      const { cells } = simulateHistory({ seed: 'v', weeks: 26, profiles });
      return fitEngagement(cells, 'clicks').cellVariance;
    });
    expect(changed).toBeLessThan(1.5 * (usual ?? 0) + 0.002);
  });
});

describe('a rate that is expected', () => {
  const poor: readonly (readonly [string, readonly Cell[]])[] = [
    ['nothing', []],
    ['one cell', [cellOf({})]],
    [
      'no click',
      [cellOf({ clicked: 0, optedOut: 0 }), cellOf({ campaignId: 'c2', clicked: 0, optedOut: 0 })],
    ],
    ['everybody', [cellOf({ clicked: 100, optedOut: 100 }), cellOf({ weeksAgo: 20, clicked: 100 })]],
    ['more clicks than messages', [cellOf({ clicked: 120 })]],
    ['nothing delivered', [cellOf({ delivered: 0, clicked: 0, failed: 3 })]],
  ];
  test.each(poor)('is a rate, whatever was seen: %s', (_, cells) => {
    for (const outcome of ['clicks', 'opt-outs'] as const) {
      const rate = expectedRate(fitEngagement(cells, outcome), 'c1', 's1', 0);
      expect(rate).toBeGreaterThan(0);
      expect(rate).toBeLessThanOrEqual(1);
    }
  });

  test('keeps its middle weeks where a segment fell and came back', () => {
    const fell = (week: number): boolean => week >= 14 && week < 26;
    const history = simulateHistory({
      seed: 'back',
      weeks: 40,
      profiles: account([
        { segment: 'back', contacts: 900, pace: () => 2, clicks: (w) => (fell(w) ? -0.8 : 0) },
      ]),
    });
    const fit = fitEngagement(history.cells, 'clicks');
    const [first, middle, last] = [35, 18, 3].map((weeksAgo) =>
      logit(expectedRate(fit, '', 'back', weeksAgo)),
    );
    expect((middle ?? 0) - (first ?? 0)).toBeLessThan(-0.3);
    expect(Math.abs((last ?? 9) - (first ?? 0))).toBeLessThan(0.3);
  });
});
