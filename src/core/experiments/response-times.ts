import { kaplanMeier } from '../stats/kaplan-meier.ts';
import type { ArmCounts } from './arm-counts.ts';
import { gateOfResponses } from './gates.ts';
import type { TestJudgement } from './judgement.ts';

/**
 * How fast the contacts of an arm responded: Kaplan-Meier over everybody assigned, those who did not respond censored at
 * the end of the click window. Its median is usually not reached; the one among responders is conditional on
 * responding. Source: statistics.md 7.
 *
 * @param windowHours of the click
 */
export function responseTimesOf(
  arm: ArmCounts,
  windowHours: number,
): TestJudgement['detail']['responseTimes'][number] {
  const { variantId, assigned, responses } = arm;
  const responded = responses.reduce((sum, row) => sum + row.contacts, 0);
  if (gateOfResponses(responded) !== null)
    return {
      variantId,
      responded: shareOf(responded, assigned),
      medianSeconds: null,
      medianOfResponders: null,
    };
  const events = responses.map(({ seconds, contacts }) => ({ time: seconds, count: contacts }));
  const silent = { time: windowHours * 3600, count: assigned - responded };
  return {
    variantId,
    responded: shareOf(responded, assigned),
    medianSeconds: kaplanMeier({ events, censored: silent.count > 0 ? [silent] : [] }).median,
    medianOfResponders: kaplanMeier({ events, censored: [] }).median,
  };
}

function shareOf(responded: number, assigned: number): number | null {
  return assigned === 0 ? null : responded / assigned;
}
