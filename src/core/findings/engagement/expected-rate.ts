import { phaseOf } from '../history.ts';
import { PHASES } from './cell-table.ts';
import { type EngagementFit, groupKey } from './engagement-fit.ts';
import { rateOf } from './link.ts';

/**
 * Clicks (or opt-outs) to be expected per delivered text of a campaign in a segment in a week, as if the segment were what it
 * was: with the campaign's content and the week, without the segment's own recent change. Between baseline and recent window
 * the segment's level of that time holds. Unknown names: usual content, the mean segment.
 *
 * @returns above 0, below 1; half a percent of clicks and a tenth of opt-outs when nothing was ever delivered
 */
export function expectedRate(
  fit: EngagementFit,
  campaignId: string,
  segment: string,
  weeksAgo: number,
): number {
  const campaign = fit.campaigns.get(campaignId);
  const content = campaign === undefined ? 0 : (fit.content[campaign] ?? 0);
  return rateOf(fit.outcome, usualLevel(fit, segment, weeksAgo) + (fit.week[weeksAgo] ?? 0) + content);
}

function usualLevel(fit: EngagementFit, segment: string, weeksAgo: number): number {
  const group = fit.groups.get(groupKey(segment, true)) ?? fit.groups.get(groupKey(segment, false));
  if (group === undefined) return fit.meanLevel;
  const phase =
    phaseOf(fit.groupWeeks[group] ?? 0, weeksAgo) === 'between' ? PHASES.between : PHASES.baseline;
  return fit.levels[group * 3 + phase] ?? fit.meanLevel;
}
