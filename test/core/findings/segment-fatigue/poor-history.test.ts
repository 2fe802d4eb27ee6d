import { describe, expect, test } from 'vitest';
import { findAnomalies } from '../../../../src/core/findings/anomalies/find-anomalies.ts';
import { fitEngagement } from '../../../../src/core/findings/engagement/fit-engagement.ts';
import type { SegmentFinding, SegmentReason } from '../../../../src/core/findings/findings.ts';
import type { Cell, History } from '../../../../src/core/findings/history.ts';
import { judgeSegments } from '../../../../src/core/findings/segment-fatigue/judge-segments.ts';
import { testSegments } from '../../../../src/core/findings/segment-fatigue/test-segments.ts';
import { createRandom, type Random } from '../../../../src/demo/history/random.ts';
import { account, simulateHistory } from '../simulated-history.ts';

const ENOUGH = simulateHistory({ seed: 'enough', weeks: 24, profiles: account([]) });

function judge(history: History): readonly SegmentFinding[] {
  const fits = {
    clicks: fitEngagement(history.cells, 'clicks'),
    optOuts: fitEngagement(history.cells, 'opt-outs'),
  };
  expect(findAnomalies(history, fits).anomalies.every(({ adjustedP }) => adjustedP <= 0.1)).toBe(true);
  return judgeSegments(history, testSegments(history, fits, []));
}

const only = (history: History, keep: (cell: Cell) => boolean): History => ({
  ...history,
  cells: history.cells.filter(keep),
});

const POOR: readonly (readonly [string, History, SegmentReason])[] = [
  ['three weeks', simulateHistory({ seed: 'three', weeks: 3, profiles: account([]) }), 'short-history'],
  [
    'nineteen weeks',
    simulateHistory({ seed: 'nineteen', weeks: 19, profiles: account([]) }),
    'short-history',
  ],
  [
    'one segment',
    simulateHistory({ seed: 'one', weeks: 24, profiles: [{ segment: 's', contacts: 900, pace: () => 2 }] }),
    'one-segment',
  ],
  [
    'two segments',
    simulateHistory({ seed: 'two', weeks: 24, profiles: account([]).slice(0, 2) }),
    'nothing-to-compare',
  ],
  [
    'one campaign',
    only(ENOUGH, ({ campaignId }) => campaignId === (ENOUGH.cells[0]?.campaignId ?? '')),
    'no-recent-campaigns',
  ],
  ['nothing recent', only(ENOUGH, ({ weeksAgo }) => weeksAgo >= 8), 'no-recent-campaigns'],
  ['nothing before', only(ENOUGH, ({ weeksAgo }) => weeksAgo < 8), 'short-history'],
  [
    'no clicks and few opt-outs',
    {
      ...ENOUGH,
      hasClicks: false,
      cells: ENOUGH.cells.map((cell) => ({ ...cell, clicked: 0, optedOut: 0 })),
    },
    'no-clicks-feed',
  ],
  [
    'few messages',
    { ...ENOUGH, cells: ENOUGH.cells.map((cell) => ({ ...cell, delivered: 20, clicked: 2, optedOut: 0 })) },
    'too-few-delivered',
  ],
  [
    'few clicks',
    {
      ...ENOUGH,
      cells: ENOUGH.cells.map((cell) => ({ ...cell, clicked: cell.weeksAgo % 8 === 3 ? 1 : 0, optedOut: 0 })),
    },
    'too-few-events',
  ],
];

describe('a poor history', () => {
  test.each(POOR)('says what is missing, and no number: %s', (_, history, reason) => {
    for (const found of judge(history)) {
      expect(found).toMatchObject({ verdict: 'insufficient', reason, on: null, clicks: null, optOuts: null });
      expect(found).toMatchObject({ dose: null, onsetDay: null, textsPerWeek: null });
    }
  });

  test('without clicks is judged by opt-outs alone', () => {
    const found = judge({
      ...ENOUGH,
      hasClicks: false,
      cells: ENOUGH.cells.map((cell) => ({ ...cell, clicked: 0 })),
    });
    const tested = found.filter(({ verdict }) => verdict === 'ok');
    expect(tested.length).toBeGreaterThan(4);
    for (const { clicks } of found) expect(clicks).toBeNull();
  });

  test('of nothing finds nothing', () => {
    const nothing: History = { ...ENOUGH, campaigns: [], segments: [], cells: [], hours: [], failures: [] };
    expect(judge(nothing)).toEqual([]);
  });
});

/** Any cells at all: rare segments, empty cells, all clicks, one week. */
function anyHistory(random: Random): History {
  const weeks = 1 + random.below(60);
  const [segments, campaigns, size] = [1 + random.below(6), 1 + random.below(30), 10 ** random.below(5)];
  const cells = Array.from({ length: random.below(200) }, (_, place): Cell => {
    const delivered = random.below(size);
    return {
      campaignId: `c${random.below(campaigns)}-${place % 3}`,
      segment: `s${random.below(segments)}`,
      weeksAgo: random.below(weeks),
      isPanel: random.next() < 0.8,
      delivered,
      clicked: random.next() < 0.2 ? 0 : random.below(delivered + 1),
      optedOut: random.next() < 0.5 ? 0 : random.below(delivered + 1),
      doseSum: delivered * random.below(30),
      failed: random.below(size),
    };
  });
  const ids = [...new Set(cells.map(({ campaignId }) => campaignId))];
  return {
    ...ENOUGH,
    firstDay: ENOUGH.asOfDay - weeks * 7,
    hasClicks: random.next() < 0.9,
    campaigns: ids.map((campaignId) => ({
      campaignId,
      name: campaignId,
      firstDay: ENOUGH.asOfDay - 1 - random.below(weeks * 7),
      lastDay: ENOUGH.asOfDay - 1,
      isMature: random.next() < 0.8,
      attempted: size,
      failed: 0,
      botClicks: random.below(3),
      hits: 5,
    })),
    segments: [],
    cells,
    hours: [],
    failures: [],
  };
}

test('any history at all gives verdicts whose numbers are numbers', { timeout: 120_000 }, () => {
  const random = createRandom('any history');
  for (let round = 0; round < 40; round += 1) {
    const history = anyHistory(random);
    for (const { verdict, clicks, optOuts, textsPerWeek, ...found } of judge(history)) {
      for (const trend of [clicks, optOuts]) {
        if (trend === null) continue;
        expect(trend.lower).toBeLessThanOrEqual(trend.ratio);
        expect(trend.ratio).toBeLessThanOrEqual(trend.upper);
        expect(trend.ratio).toBeGreaterThan(0);
        expect(trend.p).toBeGreaterThanOrEqual(0);
        expect(trend.adjustedP).toBeLessThanOrEqual(1);
        expect(trend.adjustedP).toBeGreaterThanOrEqual(trend.p * (1 - 1e-12));
      }
      expect(textsPerWeek).toBeNull();
      expect(verdict === 'insufficient').toBe(clicks === null && optOuts === null);
      expect(Number.isFinite(found.counts.recent.delivered)).toBe(true);
    }
  }
});
