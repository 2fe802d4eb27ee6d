import type { ClassSum, FailureSums, Sum } from './number-evidence.ts';
import type { CleaningThresholds } from './settings.ts';

/** What one rule needs, and what there is: why a number was flagged, or not. */
export type RuleNeed = { readonly rule: string; readonly needs: string; readonly has: string };

export type Silence = {
  readonly delivered: number;
  readonly deliveredSilent: number;
  /** since the last click, reply or order; null = there never was one */
  readonly silentDays: number | null;
};

/**
 * The rules a person asks about, in the order they are tried. Counts are of failures after the last sign of life. R3,
 * R9 and R10 read the number alone: what is wrong with it is told with the contact.
 */
export function explainNumber(
  sums: FailureSums,
  silence: Silence,
  settings: CleaningThresholds,
): readonly RuleNeed[] {
  const { invalid, incapable, barred, blocked, absent } = sums;
  return [
    need(
      'R1',
      `${settings.invalidStrong} strong in ${settings.invalidCampaigns} campaigns, ${settings.invalidApartHours} h apart, more often than out of reach`,
      against(invalid.strong, absent),
    ),
    need('R1c', '1 strong, never reached, and no number by the plan', seen(invalid.strong)),
    need(
      'R2',
      `1 strong "takes no SMS" of a number never reached, else 2 in 2 campaigns`,
      seen(incapable.strong),
    ),
    need(
      'R1d',
      `${settings.invalidMedium} medium in ${settings.invalidCampaigns} campaigns over ${settings.invalidMediumDays} days, more often than out of reach`,
      against(invalid.medium, absent),
    ),
    need(
      'R4',
      `${settings.barredMedium} medium "barred" in ${settings.barredWithinDays} days`,
      seen(barred.medium),
    ),
    need('R1b', '1 strong: held, not suppressed', seen(invalid.strong)),
    need('R7', '1 medium "blocks this sender": out for that sender', seen(blocked.medium)),
    need(
      'R5',
      `${settings.absentFailures} absent or expired in ${settings.absentCampaigns} campaigns over ${settings.absentDays} days`,
      seen(absent.any),
    ),
    need(
      'R8',
      `${settings.inactiveDelivered} delivered without a click, reply or order for ${settings.inactiveDays} days`,
      silenceSeen(silence),
    ),
  ];
}

function need(rule: string, needs: string, has: string): RuleNeed {
  return { rule, needs, has };
}

function seen({ messages, campaigns, spanMs }: Sum): string {
  if (messages === 0) return 'none';
  const days = Math.floor(spanMs / 86_400_000);
  return `${messages} in ${campaigns} ${campaigns === 1 ? 'campaign' : 'campaigns'} over ${days} days`;
}

/** With what speaks for the number. */
function against(sum: Sum, { any }: ClassSum): string {
  return sum.messages > 0 && any.messages > 0 ? `${seen(sum)}, ${any.messages} out of reach` : seen(sum);
}

function silenceSeen({ delivered, deliveredSilent, silentDays }: Silence): string {
  if (delivered === 0) return 'none delivered';
  const since = silentDays === null ? 'never a click, reply or order' : `silent for ${silentDays} days`;
  return `${deliveredSilent} delivered, ${since}`;
}
