import type { EngagementFit, EngagementFits } from '../engagement/engagement-fit.ts';
import type { CommonTrend } from '../findings.ts';
import { type DoseCell, type History, RECENT_WEEKS } from '../history.ts';
import { type SegmentCounts, segmentCounts } from './segment-counts.ts';
import { testTrends } from './test-trends.ts';

/**
 * What the segments did together, recent against baseline, of clicks and of opt-outs: the level `judgeSegments` judges
 * against. If most segments tire at once it stands here, and cannot be told from the season without a hold-out group.
 *
 * @returns only outcomes that have a level: three segments with enough data
 */
export function commonTrends(
  history: History,
  fits: EngagementFits,
  doseCells: readonly DoseCell[],
): readonly CommonTrend[] {
  const counts = segmentCounts(history, fits.clicks, doseCells);
  return [fits.clicks, fits.optOuts].flatMap((fit) => commonTrend(history, fit, counts));
}

function commonTrend(history: History, fit: EngagementFit, counts: SegmentCounts): readonly CommonTrend[] {
  const { reference, trends } = testTrends(history, fit, counts);
  if (reference === null) return [];
  return [
    {
      on: fit.outcome,
      ratio: Math.exp(reference.level),
      yearRatio: yearRatio(history, fit.outcome),
      tested: trends.length,
      within: reference.within,
    },
  ];
}

const WEEKS_A_YEAR = 52;

/** Recent against the same weeks a year before, all contacts, content not taken off; null = not a year of history. */
function yearRatio({ cells }: History, on: CommonTrend['on']): number | null {
  const sumOf = (from: number) => {
    const of = cells.filter(({ weeksAgo }) => weeksAgo >= from && weeksAgo < from + RECENT_WEEKS);
    const count = total(of.map(({ clicked, optedOut }) => (on === 'clicks' ? clicked : optedOut)));
    const delivered = total(of.map((cell) => cell.delivered));
    return { count, exposure: on === 'clicks' ? delivered - count : delivered };
  };
  const [recent, before] = [sumOf(0), sumOf(WEEKS_A_YEAR)];
  if (!(recent.exposure > 0 && before.exposure > 0 && before.count > 0)) return null;
  return recent.count / recent.exposure / (before.count / before.exposure);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
