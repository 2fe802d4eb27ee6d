import { LAPSED, TIRED_LOWER, TIRED_PAUSE } from './fatigue-rules.ts';
import type { NumberEvidence } from './number-evidence.ts';
import {
  BARRED,
  INVALID_BY_PLAN,
  NOT_SMS_CAPABLE,
  ONCE_INVALID,
  REPEATED_DOUBT,
  REPEATED_INVALID,
} from './number-rules.ts';
import { DAMAGED_IMPORT, INVALID_PATTERN } from './pattern-rules.ts';
import { INACTIVE, NEVER_ENGAGED, PERSISTENTLY_ABSENT, RECIPIENT_BLOCKED } from './reach-rules.ts';
import type { Proposal, Rule } from './rule.ts';
import type { CleaningThresholds } from './settings.ts';

/**
 * What is proposed about a number, by precedence: the first rule that holds, so a contact is asked about once. Proof
 * comes before doubt, and what the number does before what its owner does. R6 (opted out) is in force without being
 * proposed and ends the matter; R9 (duplicates) asks about rows, not numbers: see duplicates.ts. R11 to R13 take over what
 * the search for findings flagged.
 */
export const NUMBER_RULES: readonly Rule[] = [
  REPEATED_INVALID,
  INVALID_BY_PLAN,
  NOT_SMS_CAPABLE,
  REPEATED_DOUBT,
  DAMAGED_IMPORT,
  INVALID_PATTERN,
  BARRED,
  ONCE_INVALID,
  RECIPIENT_BLOCKED,
  PERSISTENTLY_ABSENT,
  TIRED_PAUSE,
  TIRED_LOWER,
  LAPSED,
  NEVER_ENGAGED,
  INACTIVE,
];

/** null = nothing to propose. */
export function proposeForNumber(evidence: NumberEvidence, settings: CleaningThresholds): Proposal | null {
  if (evidence.isOptedOut) return null;
  for (const { id, propose } of NUMBER_RULES) {
    const proposal = propose(evidence, settings);
    if (proposal !== null) return { ...proposal, ruleId: id };
  }
  return null;
}
