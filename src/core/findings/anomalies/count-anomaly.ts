import type { AnomalyFinding } from '../findings.ts';

/** More of something than the segments of a campaign let expect. `expected` in events. */
export function countAnomaly(
  found: Pick<AnomalyFinding, 'campaignId' | 'metric' | 'adjustedP' | 'where'>,
  counted: { readonly count: number; readonly of: number },
  expected: number,
): AnomalyFinding {
  const { count, of } = counted;
  return {
    campaignId: found.campaignId,
    metric: found.metric,
    direction: 'high',
    observed: count / of,
    expected: expected / of,
    of,
    count,
    z: null,
    adjustedP: found.adjustedP,
    where: found.where,
  };
}
