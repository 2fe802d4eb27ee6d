import type { FatigueSeen, NumberEvidence } from './number-evidence.ts';
import type { Rule } from './rule.ts';

/** Messages in 30 days from which on a rest comes first (findings.md 4). */
const PAUSE_FROM = 13;

/** R11: so many messages that a rest comes first. */
export const TIRED_PAUSE: Rule = {
  id: 'R11',
  propose: (evidence, { fatiguePauseDays, fatiguePerWeek }) => {
    const fatigue = standing(evidence, 'fatigued');
    if (fatigue === null || fatigue.dose30 < PAUSE_FROM) return null;
    return {
      reason: 'fatigued',
      action: 'pause',
      detail: { days: fatiguePauseDays, perWeek: fatigue.perWeek ?? fatiguePerWeek },
      confidence: rounded(fatigue.score),
      because: becauseOf(fatigue),
    };
  },
};

/** R12: texts tired the contact; fewer of them from now on. */
export const TIRED_LOWER: Rule = {
  id: 'R12',
  propose: (evidence, { fatiguePerWeek }) => {
    const fatigue = standing(evidence, 'fatigued');
    if (fatigue === null || fatigue.dose30 >= PAUSE_FROM) return null;
    return {
      reason: 'fatigued',
      action: 'lower',
      detail: { perWeek: fatigue.perWeek ?? fatiguePerWeek },
      confidence: rounded(fatigue.score),
      because: becauseOf(fatigue),
    };
  },
};

/** R13: clicking fell, and texts are not the cause: one message that asks, before silence is long enough for R8. */
export const LAPSED: Rule = {
  id: 'R13',
  propose: (evidence) => {
    const fatigue = standing(evidence, 're-engage');
    if (fatigue === null || evidence.deliveredSinceAsked !== null) return null;
    return {
      reason: 'inactive',
      action: 'reengage',
      detail: null,
      confidence: rounded(fatigue.score),
      because: becauseOf(fatigue),
    };
  },
};

/** Whoever did something since does not stand for it any more. */
function standing(
  { fatigue, engagedMs, orderedMs }: NumberEvidence,
  flag: FatigueSeen['flag'],
): FatigueSeen | null {
  if (fatigue === null || fatigue.flag !== flag) return null;
  return Math.max(engagedMs ?? 0, orderedMs ?? 0) > fatigue.asOfMs ? null : fatigue;
}

function becauseOf({ recent, earlier, silence }: FatigueSeen): string {
  const before =
    earlier.clicked === 0
      ? `Clicked none of ${earlier.delivered} messages before`
      : `Used to click 1 message in ${Math.max(1, Math.round(earlier.delivered / earlier.clicked))}`;
  const now =
    recent.clicked === 0
      ? `none of the last ${recent.delivered}`
      : `${recent.clicked} of the last ${recent.delivered}`;
  const chance =
    silence === null || silence <= 0
      ? ''
      : ` If nothing had changed, 1 person in ${Math.round(1 / silence)} would be that quiet.`;
  return `${before}; ${now}.${chance}`;
}

function rounded(probability: number): number {
  return Math.round(probability * 100) / 100;
}
