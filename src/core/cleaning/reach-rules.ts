import { DAY_MS, days, type Rule, times } from './rule.ts';
import type { CleaningThresholds } from './settings.ts';

/** R5: never there, for a season. Not invalid: it gets a last try. */
export const PERSISTENTLY_ABSENT: Rule = {
  id: 'R5',
  propose: ({ absent: { any } }, settings) => {
    if (any.messages < settings.absentFailures || any.campaigns < settings.absentCampaigns) return null;
    if (any.spanMs < settings.absentDays * DAY_MS) return null;
    return {
      reason: 'persistently_absent',
      action: 'sunset',
      detail: null,
      confidence: 0.6,
      because: `Not reached ${times(any.messages)} in ${any.campaigns} campaigns over ${days(any.spanMs)} days.`,
    };
  },
};

/** R7: the number is good, the sender is not wanted. A weak hint is shown and never counted. */
export const RECIPIENT_BLOCKED: Rule = {
  id: 'R7',
  propose: ({ blocked: { medium } }) => {
    if (medium.messages === 0) return null;
    return {
      reason: 'recipient_blocked',
      action: 'suppress_sender',
      detail: null,
      confidence: 0.9,
      because: `The contact or its operator blocked this sender ${times(medium.messages)}.`,
    };
  },
};

/** The sunset of those who never reacted: silence that is no accident at the rates of their campaigns. */
export const NEVER_ENGAGED: Rule = {
  id: 'R8',
  propose: ({ deliveredLately, engagedMs, orderedMs, expectedClicks, asOfMs }, settings) => {
    if (engagedMs !== null || deliveredLately < settings.neverDelivered) return null;
    if (isBuyer(orderedMs, asOfMs, settings)) return null;
    const silence = Math.exp(-expectedClicks);
    if (silence >= settings.neverSilence) return null;
    return {
      reason: 'never_engaged',
      action: 'sunset',
      detail: null,
      confidence: 0.5,
      because: `${deliveredLately} messages arrived in ${settings.neverWithinDays} days and there never was a click, reply or order; by chance that is ${(silence * 100).toFixed(1)} %.`,
    };
  },
};

/** R8: messages arrive, nothing comes back any more. Asked for a sign of life first. */
export const INACTIVE: Rule = {
  id: 'R8',
  propose: (evidence, settings) => {
    const { inactiveFromMs, asOfMs, deliveredSilent, engagedMs, orderedMs, deliveredSinceAsked } = evidence;
    if (inactiveFromMs === null || inactiveFromMs > asOfMs) return null;
    if (deliveredSilent < settings.inactiveDelivered) return null;
    const isAsked = deliveredSinceAsked !== null && deliveredSinceAsked >= settings.inactiveSunsetAfter;
    if (deliveredSinceAsked !== null && !isAsked) return null;
    if (isAsked && isBuyer(orderedMs, asOfMs, settings)) return null;
    return {
      reason: engagedMs === null ? 'never_engaged' : 'inactive',
      action: isAsked ? 'sunset' : 'reengage',
      detail: null,
      confidence: 0.5,
      because: `${deliveredSilent} messages arrived and there was no click, reply or order for ${settings.inactiveDays} days${isAsked ? ', nor after asking' : ''}.`,
    };
  },
};

function isBuyer(orderedMs: number | null, asOfMs: number, { neverOrderDays }: CleaningThresholds): boolean {
  return orderedMs !== null && asOfMs - orderedMs < neverOrderDays * DAY_MS;
}
