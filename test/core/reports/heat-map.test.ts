import { expect, test } from 'vitest';
import { COUNTS_OF_HOURS } from '../../../src/core/reports/hour-counts.ts';
import { readPerformance } from '../../../src/core/reports/reading.ts';
import { composeHeatMap } from '../../../src/core/reports/sections/heat-map.ts';
import { composeHours } from '../../../src/core/reports/sections/hours.ts';
import { buildBlast, buildCohort } from '../../support/build-cohort.ts';
import { at, buildPerformance } from '../../support/build-performance.ts';
import { say } from '../../support/say.ts';

const WINDOW = { from: at('2026-09-21T00:00'), to: at('2026-11-23T00:00'), timezone: 'Europe/Oslo' };

function mapOf(
  cells: readonly (readonly [hour: number, attempted: number, clicking: number])[],
  different: Parameters<typeof buildPerformance>[0] = {},
) {
  const hours = cells.map(([hour, attempted, clicking]) => ({
    hour,
    cohort: buildBlast({ attempted, clicking }),
  }));
  return composeHeatMap(
    readPerformance(buildPerformance({ weekHours: { window: WINDOW, cells: hours }, ...different })),
  );
}

const THREE = [
  [9, 40_000, 0.05],
  [82, 40_000, 0.09],
  [130, 40_000, 0.07],
] as const;

test('names the highest and the lowest hour with their counts, and shades between them', () => {
  const map = mapOf(THREE);
  expect(map?.cells.map(({ hour, shade }) => [hour, shade])).toEqual([
    [9, 1],
    [82, 5],
    [130, 3],
  ]);
  expect(say(map?.intro ?? [])).toMatch(
    /Highest: hour 82, 9\.0 % \(3420 of 38000 contacts\)\. Lowest of 3 hours with enough contacts: hour 9, 5\.0 %/,
  );
  expect(map?.listed).toEqual([82, 130, 9]);
});

test('an hour with few contacts is unknown, however well it did, and is named', () => {
  const map = mapOf([...THREE, [20, 400, 0.3]]);
  expect(map?.cells.find(({ hour }) => hour === 20)?.shade).toBe(0);
  expect(say(map?.unknown ?? [])).toBe(
    'Too few contacts to say anything in 1 hour: hour 20. Nothing was sent in 164 hours of the week.',
  );
  expect(say(map?.intro ?? [])).toContain('Highest: hour 82');
});

test('an hour that a few hundred made the highest does not beat one that thousands vouch for', () => {
  const map = mapOf([...THREE, [20, 700, 0.1]]);
  expect(say(map?.intro ?? [])).toContain('Highest: hour 82');
});

test('an hour with few contacts is shaded towards the other hours of its weekday', () => {
  const monday = [8, 9, 10, 11].map((hour) => [hour, 40_000, 0.066] as const);
  const sunday = [152, 153, 154, 155].map((hour) => [hour, 40_000, 0.074] as const);
  const shadeOf = (hour: number): number | undefined =>
    mapOf([...monday, ...sunday, [hour, 600, 0.07]])?.cells.find((cell) => cell.hour === hour)?.shade;
  expect(shadeOf(12)).toBeLessThan(shadeOf(156) ?? 0);
});

test('hours that differ by chance alone have no winner', () => {
  const map = mapOf([
    [9, 2_000, 0.08],
    [10, 2_000, 0.081],
    [35, 2_000, 0.079],
  ]);
  expect(say(map?.intro ?? [])).toContain('differ no more than by chance: together 8.0 %');
  expect(map?.cells.map(({ shade }) => shade)).toEqual([3, 3, 3]);
});

test('the first unknown hours are named, the others counted', () => {
  const few = Array.from({ length: 9 }, (_, at) => [100 + at, 50, 0.1] as const);
  const map = mapOf([...THREE, ...few]);
  expect(say(map?.unknown ?? [])).toContain('in 9 hours: hour 100, hour 101');
  expect(say(map?.unknown ?? [])).toContain('and 3 more');
});

test('there is no map without three known hours, without weeks, or without clicks', () => {
  expect(mapOf(THREE.slice(1))).toBeNull();
  expect(mapOf(THREE, { weekHours: null })).toBeNull();
  const nothing = [9, 33, 57].map((hour) => ({ hour, cohort: buildCohort({ counts: { attempted: 900 } }) }));
  expect(mapOf(THREE, { weekHours: { window: WINDOW, cells: nothing } })).toBeNull();
});

test('the hours for sending are part of the model', () => {
  expect(mapOf(THREE, { sendHours: { from: 8, to: 21 } })?.sendHours).toEqual({ from: 8, to: 21 });
  expect(mapOf(THREE)?.sendHours).toBeNull();
});

test('no hour is told by a count that is not read of hours', () => {
  const read = new Set<PropertyKey>();
  const cells = [9, 10, 11].map((hour) => {
    const cohort = buildBlast({ attempted: 40_000, clicking: 0.05 });
    const counts = new Proxy(cohort.counts, {
      get: (all, key, receiver): unknown => {
        read.add(key);
        return Reflect.get(all, key, receiver);
      },
    });
    return { hour, cohort: { ...cohort, counts } };
  });
  const input = buildPerformance({ hours: cells, weekHours: { window: WINDOW, cells } });
  expect(composeHeatMap(readPerformance(input))?.cells).toHaveLength(3);
  expect(composeHours(readPerformance(input))?.hours.filter(({ known }) => known)).toHaveLength(3);
  expect(read).toEqual(new Set(['attempted', ...COUNTS_OF_HOURS]));
});
