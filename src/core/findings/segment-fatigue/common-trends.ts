import type { CommonTrend } from '../findings.ts';
import { type History, RECENT_WEEKS } from '../history.ts';
import type { TestedSegments } from './test-segments.ts';
import type { TestedTrends } from './test-trends.ts';

/**
 * What the segments did together, recent against baseline, of clicks and of opt-outs: the level `judgeSegments` judges
 * against. If most segments tire at once it stands here, and cannot be told from the season without a hold-out group.
 *
 * @returns only outcomes that have a level: three segments with enough data
 */
export function commonTrends(
  history: Pick<History, 'cells'>,
  { clicks, optOuts }: TestedSegments,
): readonly CommonTrend[] {
  return [...commonTrend(history, 'clicks', clicks), ...commonTrend(history, 'opt-outs', optOuts)];
}

function commonTrend(
  history: Pick<History, 'cells'>,
  on: CommonTrend['on'],
  { reference, trends }: TestedTrends,
): readonly CommonTrend[] {
  if (reference === null) return [];
  return [
    {
      on,
      ratio: Math.exp(reference.level),
      yearRatio: yearRatio(history, on),
      tested: trends.length,
      within: reference.within,
    },
  ];
}

const WEEKS_A_YEAR = 52;

/** Recent against the same weeks a year before, all contacts, content not taken off; null = not a year of history. */
function yearRatio({ cells }: Pick<History, 'cells'>, on: CommonTrend['on']): number | null {
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
