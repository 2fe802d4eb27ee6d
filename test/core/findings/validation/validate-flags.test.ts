import { describe, expect, it } from 'vitest';
import type { NextPeriodRow } from '../../../../src/core/findings/validation/next-period.ts';
import { poissonDraw, seededRandom } from '../../../../src/core/findings/validation/poisson-draw.ts';
import { validateFlags } from '../../../../src/core/findings/validation/validate-flags.ts';

const row = (different: Partial<NextPeriodRow>): NextPeriodRow => ({
  segment: 'a',
  band: 3,
  group: 'unflagged',
  multiplier: 1,
  delivered: 10,
  clicked: 1,
  optedOut: 0,
  contacts: 100,
  ...different,
});

describe('flags against what came after', () => {
  it('are compared inside segment and dose, by what each contact used to click', () => {
    // unflagged: 100 clicks of 1,000 texts; flagged used to click twice as much: 2 of 10 texts each
    const { clicks, flagged, unflagged, strata } = validateFlags([
      row({}),
      row({ group: 'fatigued', multiplier: 2, contacts: 50, clicked: 1 }),
      row({ group: 'fatigued', multiplier: 2, contacts: 50, clicked: 0 }),
      row({ segment: 'b', clicked: 9 }),
      row({ group: 'other', clicked: 10 }),
    ]);
    expect({ flagged, unflagged, strata }).toEqual({ flagged: 100, unflagged: 100, strata: 1 });
    expect(clicks).toMatchObject({ observed: 50, expected: 200, ratio: 0.25 });
    // 50 of 100 contacts clicked once: standard error 0.1 of 0.5, so 0.25 +/- 0.05
    expect(clicks?.interval?.lower).toBeCloseTo(0.2, 1);
    expect(clicks?.interval?.upper).toBeCloseTo(0.3, 1);
  });

  it('are added up over strata as Mantel and Haenszel do', () => {
    const { clicks } = validateFlags([
      row({ clicked: 2 }),
      row({ group: 'fatigued', clicked: 1, contacts: 10 }),
      row({ band: 2, clicked: 4 }),
      row({ band: 2, group: 'fatigued', clicked: 1, contacts: 30 }),
    ]);
    expect(clicks).toMatchObject({ observed: 40, expected: 10 * 2 + 30 * 4 });
  });

  it('do not depend on the order of the rows', () => {
    const rows = [0, 1, 2, 3].flatMap((clicked) => [
      row({ clicked, optedOut: clicked === 3 ? 1 : 0 }),
      row({ clicked, group: 'fatigued', contacts: 10 - clicked }),
    ]);
    expect(validateFlags(rows.toReversed())).toEqual(validateFlags(rows));
  });

  it('say nothing where nobody was flagged, or nothing was to be expected', () => {
    expect(validateFlags([row({})])).toMatchObject({ flagged: 0, clicks: null, optOuts: null });
    expect(validateFlags([])).toMatchObject({ flagged: 0, unflagged: 0, clicks: null });
    const { optOuts } = validateFlags([row({}), row({ group: 'fatigued', optedOut: 1 })]);
    expect(optOuts).toBeNull();
  });

  it('have no interval where most resamples have nothing to expect', () => {
    const { clicks } = validateFlags([
      row({ contacts: 400, clicked: 0 }),
      row({ contacts: 1, clicked: 1 }),
      row({ group: 'fatigued', contacts: 3 }),
    ]);
    expect(clicks?.interval).toBeNull();
  });
});

describe('a Poisson draw', () => {
  it.each([0.3, 1, 7, 59, 60, 4_000])('has the mean and variance of %s', (mean) => {
    const random = seededRandom(7);
    const drawn = Array.from({ length: 20_000 }, () => poissonDraw(mean, random));
    const average = drawn.reduce((sum, n) => sum + n, 0) / drawn.length;
    const variance = drawn.reduce((sum, n) => sum + (n - average) ** 2, 0) / drawn.length;
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / drawn.length));
    expect(variance / mean).toBeGreaterThan(0.94);
    expect(variance / mean).toBeLessThan(1.06);
  });
});
