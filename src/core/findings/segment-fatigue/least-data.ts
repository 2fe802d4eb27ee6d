import type { Outcome } from '../engagement/engagement-fit.ts';
import type { FindingCounts, SegmentReason } from '../findings.ts';
import { BASELINE_WEEKS, type History, RECENT_WEEKS, weeksOf } from '../history.ts';
import type { WindowCounts } from './window-counts.ts';

/** Why nothing can be said of any segment; null = something can. */
export function lacksHistory(history: History, segments: number): SegmentReason | null {
  if (weeksOf(history) < LEAST_WEEKS) return 'short-history';
  return segments < 2 ? 'one-segment' : null;
}

/** What a segment lacks for the test of an outcome (findings.md 2); null = nothing. */
export function lacksData(
  history: History,
  { recent, baseline, weeks }: WindowCounts,
  outcome: Outcome,
): SegmentReason | null {
  if (outcome === 'clicks' && !history.hasClicks) return 'no-clicks-feed';
  if (recent.cells === 0) return 'no-recent-campaigns';
  if (baseline.cells === 0 || weeks < LEAST_WEEKS) return 'short-history';
  if (Math.min(recent.cells, baseline.cells) < LEAST_CELLS) return 'too-few-campaigns';
  if (Math.min(recent.delivered, baseline.delivered) < LEAST_DELIVERED) return 'too-few-delivered';
  const countOf = (counts: FindingCounts): number =>
    outcome === 'clicks' ? counts.clicked : counts.optedOut;
  // a window that would have had enough at the rate of the other one has few because the rate changed
  const least = Math.min(
    Math.max(countOf(recent), (countOf(baseline) / baseline.delivered) * recent.delivered),
    Math.max(countOf(baseline), (countOf(recent) / recent.delivered) * baseline.delivered),
  );
  return least < (outcome === 'clicks' ? LEAST_CLICKS : LEAST_OPT_OUTS) ? 'too-few-events' : null;
}

const LEAST_WEEKS = RECENT_WEEKS + BASELINE_WEEKS;
const LEAST_CELLS = 4;
const LEAST_DELIVERED = 1500;
const LEAST_CLICKS = 40;
const LEAST_OPT_OUTS = 15;
