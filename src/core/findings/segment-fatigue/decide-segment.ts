import type { SegmentFinding, SegmentReason } from '../findings.ts';
import type { DoseCell, History, HistorySegment } from '../history.ts';
import type { AdjustedTrend } from './adjust-together.ts';
import { lacksData, lacksHistory } from './least-data.ts';
import { onsetOf } from './onset.ts';
import { pressureOn } from './pressure.ts';
import { textsPerWeek } from './texts-per-week.ts';
import type { WindowCounts } from './window-counts.ts';

/** All that is known of a segment; a trend is null where it could not be tested. */
export type SegmentEvidence = {
  readonly segment: string;
  readonly segments: number;
  readonly counts: WindowCounts;
  readonly clicks: AdjustedTrend | null;
  readonly optOuts: AdjustedTrend | null;
  readonly contacts: HistorySegment | null;
  readonly doseCells: readonly DoseCell[];
};

export function decideSegment(history: History, evidence: SegmentEvidence): SegmentFinding {
  const missing = whatIsMissing(history, evidence);
  if (missing !== null) return insufficient(evidence, missing);
  const { clicks, optOuts, counts } = evidence;
  const [fewerClicks, moreOptOuts] = [isReal(clicks, FEWER_CLICKS), isReal(optOuts, MORE_OPT_OUTS)];
  const found = {
    ...insufficient(evidence, 'no-trend'),
    verdict: 'ok' as const,
    clicks: clicks?.estimate ?? null,
    optOuts: optOuts?.estimate ?? null,
    dose: counts.dose,
  };
  const on = fewerClicks ? 'clicks' : moreOptOuts ? 'opt-outs' : null;
  if (on === null)
    return { ...found, reason: isSmall(clicks) || isSmall(optOuts) ? 'small-effect' : 'no-trend' };
  const pressure = pressureOn(counts.dose, evidence.contacts, evidence.doseCells);
  return {
    ...found,
    verdict: pressure.isPressed ? 'fatigued' : 'declining',
    reason: pressure.reason,
    on,
    onsetDay: onsetDayOf(on === 'clicks' ? clicks : optOuts, on),
    // where texts are not the cause, fewer of them are not the answer
    textsPerWeek: pressure.isPressed ? textsPerWeek(evidence.doseCells) : null,
  };
}

const SIGNIFICANT = 0.05;
/** Odds ratio of clicks below this, ratio of opt-outs above: less is real, perhaps, and nobody would act on it. */
const FEWER_CLICKS = Math.log(0.9);
const MORE_OPT_OUTS = Math.log(1.25);

function isReal(trend: AdjustedTrend | null, floor: number): boolean {
  if (trend === null || trend.estimate.adjustedP > SIGNIFICANT) return false;
  return floor < 0 ? trend.change < floor : trend.change > floor;
}

function isSmall(trend: AdjustedTrend | null): boolean {
  return trend !== null && trend.estimate.adjustedP <= SIGNIFICANT;
}

function whatIsMissing(history: History, evidence: SegmentEvidence): SegmentReason | null {
  const lacking = lacksHistory(history, evidence.segments);
  if (lacking !== null) return lacking;
  if (evidence.clicks !== null || evidence.optOuts !== null) return null;
  // all its contacts are newer than the history's first weeks
  if (evidence.contacts !== null && evidence.contacts.panelContacts === 0) return 'short-history';
  const ofClicks = lacksData(history, evidence.counts, 'clicks');
  const ofOptOuts = lacksData(history, evidence.counts, 'opt-outs');
  // enough of its own, and still no trend: too few other segments make a level
  return ofClicks === null || ofOptOuts === null ? 'nothing-to-compare' : ofClicks;
}

function insufficient({ segment, counts }: SegmentEvidence, reason: SegmentReason): SegmentFinding {
  return {
    segment,
    verdict: 'insufficient',
    reason,
    on: null,
    clicks: null,
    optOuts: null,
    dose: null,
    onsetDay: null,
    textsPerWeek: null,
    counts: { recent: counts.recent, baseline: counts.baseline },
  };
}

function onsetDayOf(trend: AdjustedTrend | null, on: 'clicks' | 'opt-outs'): number | null {
  if (trend === null) return null;
  const sign = on === 'clicks' ? -1 : 1;
  const place = onsetOf(trend.deviations.map(({ distance, deviation }) => (sign * distance) / deviation));
  return place === null ? null : (trend.deviations[place]?.day ?? null);
}
