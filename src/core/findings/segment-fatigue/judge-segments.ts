import type { SegmentFinding } from '../findings.ts';
import type { History } from '../history.ts';
import { adjustTogether } from './adjust-together.ts';
import { decideSegment, type SegmentEvidence } from './decide-segment.ts';
import type { TestedSegments } from './test-segments.ts';
import { windowCounts } from './window-counts.ts';

/**
 * Which segments are tired of texts (findings.md 2): clicks per text fell or opt-outs per text rose on like campaigns,
 * against the level the segments share, and the number of texts can explain it. A fall that it cannot explain is
 * `declining`. Without enough to say so: `insufficient`, never a number.
 *
 * @returns one finding a segment, by name
 */
export function judgeSegments(
  history: History,
  { counts, ...tested }: TestedSegments,
): readonly SegmentFinding[] {
  const contacts = new Map(history.segments.map((one) => [one.segment, one]));
  const { clicks, optOuts } = adjustTogether(tested.clicks.trends, tested.optOuts.trends);
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
