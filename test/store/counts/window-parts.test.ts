import { describe, expect, it } from 'vitest';
import type { OwnedRange, Range } from '../../../src/store/counts/owned-range.ts';
import {
  DAY_SECONDS,
  dayPartsOf,
  type Grain,
  HALF_HOUR,
  nearestDays,
  partsOf,
  QUARTER,
  QUARTER_DAY,
  SLOT_SECONDS,
  type WindowParts,
} from '../../../src/store/counts/window-parts.ts';
import { randomOf } from '../roll-up/random-world.ts';

const MIDNIGHT = 20_000 * DAY_SECONDS;
const HOUR_SECONDS = 3600;
const HALF_PAST_FIVE = 5.5 * 3600;

describe('parts of windows', () => {
  it.each([
    ['seven days at +05:30', days(7, -HALF_PAST_FIVE)],
    [
      'the same as one window',
      [{ from: MIDNIGHT - HALF_PAST_FIVE, to: MIDNIGHT + 7 * DAY_SECONDS - HALF_PAST_FIVE }],
    ],
    ['days of UTC', days(3, 0)],
    ['days at +14:00 and -11:00', [...days(2, -14 * 3600), ...days(2, 11 * 3600 + 3 * DAY_SECONDS)]],
    ['twenty hours of one day', [{ from: MIDNIGHT + 3600, to: MIDNIGHT + 21 * 3600 }]],
    ['three ranges in a day', hours([0, 3, 20, 23])],
    ['ranges with a gap between them', [...hours([1, 2]), ...hours([9, 23])]],
    ['seconds inside a quarter', [{ from: MIDNIGHT + 10, to: MIDNIGHT + 70 }]],
    ['days cut at odd seconds', [{ from: MIDNIGHT + 77, to: MIDNIGHT + 2 * DAY_SECONDS + 40_001 }]],
    [
      'a day of 23 hours between two',
      [...days(1, -3600), { from: MIDNIGHT + 82_800, to: MIDNIGHT + 165_600 }],
    ],
  ])('hold every second of %s once', (_, ranges) => {
    for (const grain of GRAINS) {
      expect(wrongSeconds(ranges, inSeconds(partsOf(ranges, grain), grain))).toEqual([]);
    }
    const plain = dayPartsOf(ranges);
    expect(wrongSeconds(ranges, [...scaled(plain.days, DAY_SECONDS), ...plain.seconds])).toEqual([]);
    for (const range of ranges) {
      const near = nearestDays(range);
      const owned = [...scaled(near.days, DAY_SECONDS), ...near.plus, ...near.minus];
      expect(wrongSeconds([range], owned)).toEqual([]);
    }
  });

  it('read a day that is nearly whole less the rest, and two hours around noon as they are', () => {
    const [week] = days(1, -3600);
    expect(nearestDays(week ?? { from: 0, to: 0 })).toEqual({
      days: [{ from: 20_000, to: 20_001, plus: 0, minus: null }],
      plus: [{ from: MIDNIGHT - 3600, to: MIDNIGHT, plus: 0, minus: null }],
      minus: [{ from: MIDNIGHT + 23 * 3600, to: MIDNIGHT + 24 * 3600, plus: null, minus: 0 }],
    });
    const noon = { from: MIDNIGHT + 11 * 3600, to: MIDNIGHT + 13 * 3600 };
    expect(nearestDays(noon)).toEqual({ days: [], plus: [{ ...noon, plus: 0, minus: null }], minus: [] });
    expect(nearestDays({ from: MIDNIGHT, to: MIDNIGHT })).toEqual({ days: [], plus: [], minus: [] });
  });

  it.each([SLOT_SECONDS, 300, 1])(
    'hold every second of ranges drawn at random once, cut at %i seconds',
    (unit) => {
      const random = randomOf(unit);
      for (let world = 0; world < 500; world += 1) {
        const count = 1 + Math.floor(random() * 6);
        const within = world % 2 === 0 ? 5 * HOUR_SECONDS : 3 * DAY_SECONDS;
        const bounds = Array.from({ length: 2 * count }, () => Math.floor((random() * within) / unit) * unit);
        bounds.sort((a, b) => a - b);
        const ranges = Array.from({ length: count }, (_, at) => ({
          from: MIDNIGHT - 2 * HOUR_SECONDS + (bounds[2 * at] ?? 0),
          to: MIDNIGHT - 2 * HOUR_SECONDS + (bounds[2 * at + 1] ?? 0),
        })).filter(({ from, to }) => from < to);
        const note = JSON.stringify(ranges.map(({ from, to }) => [from - MIDNIGHT, to - MIDNIGHT]));
        for (const grain of GRAINS) {
          expect(wrongSeconds(ranges, inSeconds(partsOf(ranges, grain), grain)), `${note}`).toEqual([]);
        }
      }
    },
  );

  it('read the shorter part of a cut day', () => {
    const { slots } = partsOf(days(7, -HALF_PAST_FIVE), QUARTER);
    expect(lengthOf(slots)).toBe(8 * 22);
  });

  it('read whole stretches, and quarters of an hour only where they are cut', () => {
    const week = days(7, -HALF_PAST_FIVE);
    for (const grain of [HALF_HOUR, QUARTER_DAY]) {
      expect(partsOf(week, grain).days).toEqual(
        week.map((_, day) => ({ from: 20_000 + day, to: 20_001 + day, plus: day, minus: null })),
      );
    }
    const read = (shift: number, grain: Grain): readonly number[] => {
      const { stretches, slots } = partsOf(days(7, -shift * HOUR_SECONDS), grain);
      return [...stretches.map((of) => lengthOf(of) / 8), lengthOf(slots) / 8];
    };
    expect([5.5, 5.75, 1].map((shift) => read(shift, HALF_HOUR))).toEqual([
      [11, 0],
      [11, 1],
      [2, 0],
    ]);
    expect([5.5, 5.75, 1, -5, -8, 9, 12].map((shift) => read(shift, QUARTER_DAY))).toEqual([
      [1, 0, 2],
      [1, 0, 1],
      [0, 1, 0],
      [1, 1, 0],
      [1, 2, 0],
      [1, 3, 0],
      [2, 0, 0],
    ]);
  });

  it('read no more than six stretches and quarters at the edge of a day of any zone', () => {
    for (let shift = -12; shift <= 14; shift += 0.25) {
      const { stretches, slots } = partsOf(days(7, -shift * HOUR_SECONDS), QUARTER_DAY);
      const reads = lengthOf(stretches.flat()) + lengthOf(slots);
      expect(reads / 8, `${shift} h`).toBeLessThanOrEqual(6);
    }
  });

  it('hand out each kind of part in the order of time', () => {
    const { stretches, slots, days: whole, seconds } = partsOf(days(7, -HALF_PAST_FIVE - 90), QUARTER_DAY);
    for (const parts of [...stretches, slots, whole, seconds])
      expect(parts.map(({ from }) => from)).toEqual(parts.map(({ from }) => from).toSorted((a, b) => a - b));
  });
});

const GRAINS = [QUARTER, HALF_HOUR, QUARTER_DAY];

/** Seconds at the edges that a range holds not once, or that it should not hold. */
function wrongSeconds(ranges: readonly Range[], parts: readonly OwnedRange[]): readonly string[] {
  const edges = [...ranges, ...parts].flatMap(({ from, to }) => [from - 1, from, to - 1, to]);
  return [...new Set(edges)].flatMap((at) => {
    const holding = parts.filter(({ from, to }) => from <= at && at < to);
    return ranges.flatMap(({ from, to }, owner) => {
      const added = holding.filter(({ plus }) => plus === owner).length;
      const taken = holding.filter(({ minus }) => minus === owner).length;
      const right = from <= at && at < to ? 1 : 0;
      return added - taken === right ? [] : [`second ${at - MIDNIGHT}, range ${owner}: ${added} - ${taken}`];
    });
  });
}

function inSeconds(parts: WindowParts, { lengths }: Grain): readonly OwnedRange[] {
  return [
    ...scaled(parts.days, DAY_SECONDS),
    ...lengths.flatMap((length, at) => scaled(parts.stretches[at] ?? [], length * SLOT_SECONDS)),
    ...scaled(parts.slots, SLOT_SECONDS),
    ...parts.seconds,
  ];
}

function lengthOf(parts: readonly Range[]): number {
  return parts.reduce((sum, { from, to }) => sum + to - from, 0);
}

function scaled(parts: readonly OwnedRange[], unit: number): readonly OwnedRange[] {
  return parts.map((part) => ({ ...part, from: part.from * unit, to: part.to * unit }));
}

function days(count: number, shift: number): readonly Range[] {
  return Array.from({ length: count }, (_, day) => ({
    from: MIDNIGHT + day * DAY_SECONDS + shift,
    to: MIDNIGHT + (day + 1) * DAY_SECONDS + shift,
  }));
}

function hours(bounds: readonly number[]): readonly Range[] {
  return bounds.slice(1).map((to, index) => ({
    from: MIDNIGHT + (bounds[index] ?? 0) * 3600,
    to: MIDNIGHT + to * 3600,
  }));
}
