import { describe, expect, test } from 'vitest';
import { decreasingRates } from '../../../../src/core/findings/segment-fatigue/decreasing-rates.ts';
import { doseTrend } from '../../../../src/core/findings/segment-fatigue/dose-trend.ts';
import { onsetOf } from '../../../../src/core/findings/segment-fatigue/onset.ts';
import { pressureOn } from '../../../../src/core/findings/segment-fatigue/pressure.ts';
import { referenceLevel } from '../../../../src/core/findings/segment-fatigue/reference-level.ts';
import { textsPerWeek } from '../../../../src/core/findings/segment-fatigue/texts-per-week.ts';
import { whoIsLeft } from '../../../../src/core/findings/segment-fatigue/who-is-left.ts';
import reference from '../reference/pieces.json' with { type: 'json' };
import { dosesOf } from '../simulated-history.ts';

describe('rates that may not rise', () => {
  test.each(reference.isotonic)('are those of the min-max formula', ({ rates, weights, fit }) => {
    for (const [place, rate] of decreasingRates(rates, weights).entries())
      expect(rate).toBeCloseTo(fit[place] ?? 9, 12);
  });

  test('stay as they are when they fall already', () => {
    expect(decreasingRates([3, 2, 2, 1], [1, 5, 1, 9])).toEqual([3, 2, 2, 1]);
    expect(decreasingRates([], [])).toEqual([]);
  });
});

describe('an onset', () => {
  test.each(reference.cusum)('is where the last run began that the sum never took back', ({ z, onset }) => {
    expect(onsetOf(z)).toBe(onset);
  });

  test('is none in a quiet series, and of a shift its first place', () => {
    expect(onsetOf([0.4, -0.2, 0.5, 0.1])).toBeNull();
    expect(onsetOf([0, 0, 0, 3, 3, 3])).toBe(3);
    expect(onsetOf([])).toBeNull();
  });

  test('is none when it was taken back', () => {
    expect(onsetOf([4, 4, -9, -9, 0])).toBeNull();
  });
});

describe('a trend with the dose', () => {
  test.each(reference.doseTrend)('is that of Cochran and Armitage on observed less expected', (c) => {
    const sums = c.observed.map((observed, band) => ({ band, observed, expected: c.expected[band] ?? 0 }));
    expect(doseTrend(sums)).toBeCloseTo(c.z, 9);
  });

  test('does not exist in one band or without an event', () => {
    expect(doseTrend([{ band: 1, observed: 5, expected: 4 }])).toBeNull();
    expect(doseTrend([0, 1].map((band) => ({ band, observed: 0, expected: 4 })))).toBeNull();
  });
});

describe('pressure', () => {
  const contacts = { segment: 's', panelContacts: 100, raisedContacts: 0, highContacts: 0, contacts: 120 };

  test('is a dose that rose for most contacts', () => {
    const pressed = pressureOn({ baseline: 5, recent: 7 }, { ...contacts, raisedContacts: 60 }, []);
    expect(pressed).toEqual({ isPressed: true, reason: 'raised-dose' });
  });

  test('is not a few people who get most of the texts', () => {
    for (const dose of [
      { baseline: 2, recent: 5 },
      { baseline: 8.5, recent: 9 },
    ])
      expect(pressureOn(dose, { ...contacts, raisedContacts: 20, highContacts: 30 }, [])).toEqual({
        isPressed: false,
        reason: 'few-contacts-raised',
      });
  });

  test('is a high dose that never rose', () => {
    const pressed = pressureOn({ baseline: 12, recent: 12 }, { ...contacts, highContacts: 80 }, []);
    expect(pressed).toEqual({ isPressed: true, reason: 'high-dose' });
  });

  test('is engagement that falls with the dose inside the segment', () => {
    const falling = dosesOf(
      's',
      [1.2, 1, 0.7, 0.5].map((clicks) => ({ delivered: 2000, clicks })),
    );
    expect(pressureOn({ baseline: 5, recent: 5 }, contacts, falling).reason).toBe('dose-trend');
    const flat = dosesOf(
      's',
      [1, 1, 1, 1].map((clicks) => ({ delivered: 2000, clicks })),
    );
    expect(pressureOn({ baseline: 5, recent: 5 }, contacts, flat).reason).toBe('dose-not-raised');
  });

  test('is not there when texts are few, or nothing is known', () => {
    const few = { isPressed: false, reason: 'low-dose' };
    expect(pressureOn({ baseline: 1, recent: 3 }, { ...contacts, raisedContacts: 100 }, [])).toEqual(few);
    expect(pressureOn(null, null, [])).toEqual(few);
  });
});

describe('the level segments share', () => {
  const changes = (values: readonly number[]) =>
    values.map((change) => ({ change, standardError: 0.08, isPressed: false }));

  test('is not pulled down by the tired ones', () => {
    const level = referenceLevel(changes([-0.1, -0.12, -0.08, -0.11, -0.09, -0.1, -0.6, -0.7, -0.5]));
    expect(level?.level).toBeCloseTo(-0.1, 2);
    expect(level?.within).toBe(6);
  });

  test('is that of segments without pressure where most of the others are tired', () => {
    const calm = changes([-0.1, -0.05, -0.15, -0.1]);
    const pressed = changes([-0.6, -0.5, -0.55, -0.7, -0.6, -0.5, -0.45, -0.1]);
    const all = [...calm, ...pressed.map((one) => ({ ...one, isPressed: true }))];
    expect(referenceLevel(all)?.level).toBeCloseTo(-0.1, 2);
    expect(referenceLevel(all)?.within).toBe(5);
    expect(referenceLevel(all.map((one) => ({ ...one, isPressed: true })))?.level).toBeLessThan(-0.4);
  });

  test('does not exist for two: nobody can tell which of them moved', () => {
    expect(referenceLevel(changes([0, -0.5]))).toBeNull();
  });

  test('moves with all of them', () => {
    const [first, moved] = [0, -0.3].map((by) =>
      referenceLevel(changes([0.1 + by, 0 + by, -0.1 + by, 0.05 + by])),
    );
    expect((moved?.level ?? 9) - (first?.level ?? 0)).toBeCloseTo(-0.3, 12);
  });
});

describe('texts a week', () => {
  const bands = (clicks: readonly number[], optOuts: readonly number[] = [1, 1, 1, 1]) =>
    dosesOf(
      's',
      clicks.map((one, place) => ({ delivered: 30_000, clicks: one, optOuts: optOuts[place] ?? 1 })),
    );

  test('are the highest dose that is as good as the best', () => {
    expect(textsPerWeek(bands([1.1, 1.08, 0.8, 0.6]))).toBe(1);
    expect(textsPerWeek(bands([1, 1, 1, 0.7]))).toBe(2);
    expect(textsPerWeek(bands([1.2, 0.9, 0.8, 0.6]))).toBe(0.25);
  });

  test('stop where opt-outs rise', () => {
    expect(textsPerWeek(bands([1, 1, 1, 1], [1, 1, 1.4, 2]))).toBe(1);
  });

  test('are never a dose nobody was sent, nor one that too few were sent', () => {
    expect(textsPerWeek(bands([1, 1]))).toBe(1);
    const few = dosesOf('s', [
      { delivered: 30_000, clicks: 1 },
      { delivered: 30_000, clicks: 1 },
      { delivered: 499, clicks: 9 },
    ]);
    expect(textsPerWeek(few)).toBe(1);
  });

  test('are not said when there is one dose, or no click', () => {
    expect(textsPerWeek(bands([1]))).toBeNull();
    expect(textsPerWeek(bands([0, 0]))).toBeNull();
    expect(textsPerWeek([])).toBeNull();
  });
});

describe('who is left', () => {
  test('is nobody else when expectations agree, and better customers when theirs is higher', () => {
    const cells = dosesOf('s', [{ delivered: 4000, clicks: 1 }]);
    expect(whoIsLeft(cells)).toBe(0);
    const better = cells.map((cell) => ({ ...cell, expectedClicked: cell.expectedClicked * 1.1 }));
    expect(whoIsLeft(better)).toBeCloseTo(Math.log(1.1), 1);
    expect(whoIsLeft([])).toBe(0);
  });
});
