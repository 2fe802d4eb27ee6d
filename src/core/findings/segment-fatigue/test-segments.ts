import type { EngagementFits } from '../engagement/engagement-fit.ts';
import type { DoseCell, History } from '../history.ts';
import { type SegmentCounts, segmentCounts } from './segment-counts.ts';
import { type TestedTrends, testTrends } from './test-trends.ts';

/** What is known of all segments before anybody is judged. */
export type TestedSegments = {
  readonly counts: SegmentCounts;
  readonly clicks: TestedTrends;
  readonly optOuts: TestedTrends;
};

/**
 * @param fits of the history's cells
 * @param doseCells of the recent window; may be empty: then no dose trend and no recommendation
 */
export function testSegments(
  history: History,
  fits: EngagementFits,
  doseCells: readonly DoseCell[],
): TestedSegments {
  const counts = segmentCounts(history, fits.clicks, doseCells);
  return {
    counts,
    clicks: testTrends(history, fits.clicks, counts),
    optOuts: testTrends(history, fits.optOuts, counts),
  };
}
