import { expect, test } from 'vitest';
import { readPerformance } from '../../../src/core/reports/reading.ts';
import { composeSpark } from '../../../src/core/reports/sections/spark.ts';
import { buildBlast } from '../../support/build-cohort.ts';
import { buildPerformance } from '../../support/build-performance.ts';

const blast = (clicking: number, attempted = 50_000) => buildBlast({ attempted, clicking });

function sparkOf(history: readonly number[], now: number, attempted?: number) {
  const input = buildPerformance({
    total: blast(now, attempted),
    history: history.map((clicking) => blast(clicking)),
  });
  return composeSpark(readPerformance(input).metric('click-through'));
}

test('the windows stand oldest first, this one last, each as a part of the highest', () => {
  const spark = sparkOf([0.06, 0.05, 0.04], 0.08);
  expect(spark?.map(({ share }) => share)).toEqual([0.5, 0.625, 0.75, 1]);
  expect(spark?.at(-1)?.figure).toEqual({ kind: 'rate', value: 0.08 });
});

test.each([
  ['two windows before', [0.06, 0.05], 0.08, undefined],
  ['bars that look alike', [0.08, 0.081, 0.079], 0.08, undefined],
  ['zeros', [0, 0, 0], 0, undefined],
  ['too few contacts now', [0.06, 0.05, 0.04], 0.08, 60],
])('nothing is drawn for %s', (_, history, now, attempted) => {
  expect(sparkOf(history, now, attempted)).toBeNull();
});

test('a return that was a loss once has no bars from zero', () => {
  const revenue = (revenueEach: number) => buildBlast({ attempted: 50_000, revenueEach });
  const input = buildPerformance({
    total: revenue(60),
    history: [revenue(50), revenue(0.1), revenue(55)],
  });
  const roi = readPerformance(input).metric('net-roi');
  expect(roi.history.some(({ value }) => (value ?? 0) < 0)).toBe(true);
  expect(composeSpark(roi)).toBeNull();
});
