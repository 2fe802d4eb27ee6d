import type { ClassSum, NumberEvidence, Sum } from './number-evidence.ts';
import { DAY_MS, dateOf, days, HOUR_MS, type Rule, times } from './rule.ts';
import type { CleaningThresholds } from './settings.ts';

/** Kinds of line that take no SMS by the numbering plan. */
const NO_MOBILE: ReadonlySet<string> = new Set([
  'fixed_line',
  'toll_free',
  'premium_rate',
  'shared_cost',
  'uan',
  'voicemail',
  'pager',
]);

/** R1: the operator does not know the number, said firmly, in two campaigns, days apart. */
export const REPEATED_INVALID: Rule = {
  id: 'R1',
  propose: ({ invalid: { strong, medium }, absent, unanswered }, settings) => {
    if (unanswered >= settings.unanswered || !outweighs(medium, absent)) return null;
    if (!isSpread(strong, settings.invalidStrong, settings.invalidApartHours * HOUR_MS, settings))
      return null;
    return {
      reason: 'invalid_number',
      action: 'suppress',
      detail: null,
      confidence: 0.95,
      because: `Unknown to the operator ${times(strong.messages)} in ${strong.campaigns} campaigns over ${days(strong.spanMs)} days, and nothing reached it since.`,
    };
  },
};

/** R1c: once, and the numbering plan agrees. A number that was ever reached needs R1 or R1d. */
export const INVALID_BY_PLAN: Rule = {
  id: 'R1c',
  propose: ({ invalid, phone, lastDeliveredMs, unanswered }, settings) => {
    if (unanswered >= settings.unanswered) return null;
    if (invalid.strong.messages === 0 || lastDeliveredMs !== null || phone.libraryIsBehind) return null;
    if (phone.verdict !== 'invalid_pattern') return null;
    return {
      reason: 'invalid_number',
      action: 'suppress',
      detail: null,
      confidence: 0.95,
      because: 'Unknown to the operator, and the numbering plan has no such number.',
    };
  },
};

/** R1d: said less firmly, so more often and for longer. */
export const REPEATED_DOUBT: Rule = {
  id: 'R1d',
  propose: ({ invalid: { medium }, absent, unanswered }, settings) => {
    if (unanswered >= settings.unanswered || !outweighs(medium, absent)) return null;
    if (!isSpread(medium, settings.invalidMedium, settings.invalidMediumDays * DAY_MS, settings)) return null;
    return {
      reason: 'invalid_number',
      action: 'suppress',
      detail: null,
      confidence: 0.85,
      because: `Probably unknown to the operator: said ${times(medium.messages)} in ${medium.campaigns} campaigns over ${days(medium.spanMs)} days, and nothing reached it since.`,
    };
  },
};

/** R1b: said firmly, but not often enough to stop sending. */
export const ONCE_INVALID: Rule = {
  id: 'R1b',
  propose: ({ invalid: { strong } }) => {
    if (strong.messages === 0) return null;
    return {
      reason: 'invalid_number',
      action: 'hold',
      detail: null,
      confidence: 0.6,
      because: `Unknown to the operator ${times(strong.messages)} in ${strong.campaigns === 1 ? 'one campaign' : `${strong.campaigns} campaigns`}; not enough to stop sending.`,
    };
  },
};

/** R2: no SMS service. Once is enough for a number that never was reached, else twice in two campaigns. */
export const NOT_SMS_CAPABLE: Rule = {
  id: 'R2',
  propose: (evidence, settings) => {
    const why = whyIncapable(evidence, settings);
    if (why === null) return null;
    return { reason: 'not_sms_capable', action: 'suppress', detail: null, confidence: 0.9, because: why };
  },
};

function whyIncapable(evidence: NumberEvidence, settings: CleaningThresholds): string | null {
  const { incapable, absent, failed, phone } = evidence;
  const { strong, medium } = incapable;
  if (evidence.unanswered >= settings.unanswered) return null;
  const wasReached = evidence.lastDeliveredMs !== null;
  if (strong.messages > 0 && (!wasReached || isApart(strong, settings))) {
    return `The operator says ${times(strong.messages)} that the line takes no SMS.`;
  }
  const isDoubted = medium.messages >= settings.landlineMedium && outweighs(medium, absent);
  if (isDoubted && (!wasReached || isApart(medium, settings))) {
    return `Probably a line without SMS: said ${times(medium.messages)}, and nothing reached it since.`;
  }
  const isLandline = phone.kind !== null && NO_MOBILE.has(phone.kind);
  if (isLandline && !wasReached && failed.any.messages >= settings.landlineFailures) {
    return `By the numbering plan no mobile, and ${failed.any.messages} messages failed.`;
  }
  return null;
}

/** R4: suspended. It may come back, so it is a pause; old news is no reason. */
export const BARRED: Rule = {
  id: 'R4',
  propose: ({ barred: { medium }, barredGapMs, asOfMs }, settings) => {
    if (medium.messages < settings.barredMedium || barredGapMs === null) return null;
    if (barredGapMs > settings.barredWithinDays * DAY_MS) return null;
    if (asOfMs - medium.lastMs > settings.barredPauseDays * DAY_MS) return null;
    return {
      reason: 'barred',
      action: 'suppress_until',
      detail: { days: settings.barredPauseDays },
      confidence: 0.7,
      because: `Barred by the operator ${times(medium.messages)}, last on ${dateOf(medium.lastMs)}.`,
    };
  },
};

/**
 * A number that does not exist is not out of reach either: who is away for weeks is called unknown now and then, by
 * mistake, and out of reach far more often.
 */
function outweighs(against: Sum, absent: ClassSum): boolean {
  return against.messages > absent.any.messages;
}

function isSpread(
  sum: { readonly messages: number; readonly campaigns: number; readonly spanMs: number },
  least: number,
  apartMs: number,
  settings: CleaningThresholds,
): boolean {
  return sum.messages >= least && sum.campaigns >= settings.invalidCampaigns && sum.spanMs >= apartMs;
}

function isApart(
  sum: { readonly messages: number; readonly campaigns: number; readonly spanMs: number },
  settings: CleaningThresholds,
): boolean {
  return isSpread(sum, 2, settings.invalidApartHours * HOUR_MS, settings);
}
