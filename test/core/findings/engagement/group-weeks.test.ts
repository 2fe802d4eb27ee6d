import { expect, test } from 'vitest';
import { fitEngagement } from '../../../../src/core/findings/engagement/fit-engagement.ts';
import type { History } from '../../../../src/core/findings/history.ts';
import { judgeSegments } from '../../../../src/core/findings/segment-fatigue/judge-segments.ts';
import { testSegments } from '../../../../src/core/findings/segment-fatigue/test-segments.ts';
import { account, simulateHistory } from '../simulated-history.ts';

const WEEKS = 40;
const late = (by: number) => (week: number) => (week >= WEEKS - 9 ? by : 0);
const ramp = (week: number): number => (week >= WEEKS - 10 ? 3.2 : 1.3);

function judge(history: History) {
  const fits = {
    clicks: fitEngagement(history.cells, 'clicks'),
    optOuts: fitEngagement(history.cells, 'opt-outs'),
  };
  return new Map(judgeSegments(history, testSegments(history, fits, [])).map((one) => [one.segment, one]));
}

const young = { contacts: 900, pace: ramp, clicks: late(-0.5), optOuts: late(0.6) };
const HISTORY = simulateHistory({
  seed: 'young',
  weeks: WEEKS,
  profiles: account([
    { ...young, segment: 'spring', from: WEEKS - 24 },
    { ...young, segment: 'autumn', from: WEEKS - 16 },
  ]),
});

test('a segment that was cut half a year ago has a baseline of its own', () => {
  const found = judge(HISTORY).get('spring');
  expect(found?.verdict).toBe('fatigued');
  expect(found?.counts.baseline.cells).toBeGreaterThan(10);
});

test('one that was cut four months ago has none yet', () => {
  expect(judge(HISTORY).get('autumn')).toMatchObject({ verdict: 'insufficient', reason: 'short-history' });
});

test('one campaign long ago is no history', () => {
  const [first] = HISTORY.cells;
  if (first === undefined) throw new Error('no cell');
  const old = account([]).map(({ segment }) => ({
    ...first,
    segment,
    campaignId: 'old',
    weeksAgo: 59,
    delivered: 50,
  }));
  const found = judge({ ...HISTORY, firstDay: HISTORY.asOfDay - 60 * 7, cells: [...HISTORY.cells, ...old] });
  const [one, other] = [found.get('plain-05'), judge(HISTORY).get('plain-05')];
  expect(one?.verdict).toBe('ok');
  expect(one?.counts.baseline.cells).toBe((other?.counts.baseline.cells ?? 0) + 1);
});
