import { REASON_WORDS } from '../core/cleaning/reason-words.ts';
import type { CleaningRun } from '../pipelines/propose-cleaning.ts';
import type { RecommendationCounts } from '../store/cleaning/count-recommendations.ts';
import { count } from './steps.ts';

/** "214 recommendations: 200 number does not exist, 14 cannot take sms; 3 bunches of failures left out". */
export function listLine({ excluded }: CleaningRun, { total, byReason }: RecommendationCounts): string {
  const reasons = byReason
    .toSorted((a, b) => b.recommendations - a.recommendations)
    .map(({ reason, recommendations }) => `${count(recommendations)} ${REASON_WORDS[reason].label}`);
  const leftOut = excluded?.length ?? 0;
  const outages = leftOut === 0 ? '' : `; ${leftOut} bunches of failures were no evidence`;
  return total === 0
    ? `nothing to clean${outages}`
    : `${count(total)} recommendations: ${reasons.join(', ')}${outages}`;
}
