import { type EngagementFit, groupKey } from '../engagement/engagement-fit.ts';
import type { DoseCell, History } from '../history.ts';
import { bySegment } from './by-segment.ts';
import { type WindowCounts, windowCounts } from './window-counts.ts';

/** What is known of each segment by name: windows of its panel, and recent doses. */
export type SegmentCounts = {
  readonly segments: readonly string[];
  readonly windows: ReadonlyMap<string, WindowCounts>;
  readonly doses: ReadonlyMap<string, readonly DoseCell[]>;
};

export function segmentCounts(
  history: History,
  fit: EngagementFit,
  doseCells: readonly DoseCell[],
): SegmentCounts {
  const panel = bySegment(history.cells.filter(({ isPanel }) => isPanel));
  const named = [...history.segments, ...history.cells].map(({ segment }) => segment);
  const segments = [...new Set(named)].sort();
  const windows = segments.map((segment) => {
    const weeks = fit.groupWeeks[fit.groups.get(groupKey(segment, true)) ?? -1] ?? 0;
    return [segment, windowCounts(panel.get(segment) ?? [], weeks)] as const;
  });
  return { segments, windows: new Map(windows), doses: bySegment(doseCells.toSorted(byBand)) };
}

/** Sums of expectations must not depend on the order the cells came in. */
function byBand(left: DoseCell, right: DoseCell): number {
  return left.band - right.band || left.delivered - right.delivered;
}
