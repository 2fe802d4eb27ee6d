import type { EngagementFits } from '../engagement/engagement-fit.ts';
import type { SegmentFinding } from '../findings.ts';
import type { DoseCell, History } from '../history.ts';
import { adjustTogether } from './adjust-together.ts';
import { decideSegment, type SegmentEvidence } from './decide-segment.ts';
import { segmentCounts } from './segment-counts.ts';
import { testTrends } from './test-trends.ts';
import { windowCounts } from './window-counts.ts';

/**
 * Which segments are tired of texts (findings.md 2): clicks per text fell or opt-outs per text rose on like campaigns,
 * against the level the segments share, and the number of texts can explain it. A fall that it cannot explain is
 * `declining`. Without enough to say so: `insufficient`, never a number.
 *
 * @param fits of the history's cells
 * @param doseCells of the recent window; may be empty: then no dose trend and no recommendation
 * @returns one finding a segment, by name
 */
export function judgeSegments(
  history: History,
  fits: EngagementFits,
  doseCells: readonly DoseCell[],
): readonly SegmentFinding[] {
  const counts = segmentCounts(history, fits.clicks, doseCells);
  const contacts = new Map(history.segments.map((one) => [one.segment, one]));
  const { clicks, optOuts } = adjustTogether(
    testTrends(history, fits.clicks, counts).trends,
    testTrends(history, fits.optOuts, counts).trends,
  );
  return counts.segments.map((segment) => {
    const evidence: SegmentEvidence = {
      segment,
      segments: counts.segments.length,
      counts: counts.windows.get(segment) ?? windowCounts([], 0),
      clicks: clicks.get(segment) ?? null,
      optOuts: optOuts.get(segment) ?? null,
      contacts: contacts.get(segment) ?? null,
      doseCells: counts.doses.get(segment) ?? [],
    };
    return decideSegment(history, evidence);
  });
}
