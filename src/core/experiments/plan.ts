import type { Outcome } from './outcome.ts';

/** What differs between the arms, in the words of an SMS sender. */
export const TESTED_THINGS = [
  'text',
  'call-to-action',
  'call-to-action-place', // first or last in the text
  'link',
  'sender',
  'send-time',
  'offer',
  'audience', // holdout only: message or no message
] as const;

export type TestedThing = (typeof TESTED_THINGS)[number];

/** One arm as planned. `share` is 0..1 of everybody assigned; shares add up to 1. */
export type PlannedArm = {
  /** id of the sending platform, unique inside the campaign */
  readonly variantId: string;
  readonly label: string;
  readonly share: number;
  readonly isControl: boolean;
  /** assigned and sent nothing; the reference for incrementality, wins only where it is the sole opponent of one mailing */
  readonly isHoldout: boolean;
};

/**
 * What was decided about a test before its first assignment; frozen there. A change is a new test.
 * Source: rulings B.13; statistics.md 0 and 4.
 */
export type ExperimentPlan = {
  /** a test is a campaign; id of the sending platform */
  readonly campaignId: string;
  readonly arms: readonly PlannedArm[];
  readonly tested: TestedThing | null;
  /** tests of one theme are pooled in the test memory: "call to action first or last" */
  readonly theme: string | null;
  readonly primary: Outcome;
  /** two-sided, all pairs together; 0.05 */
  readonly alpha: number;
  /** the smallest relative difference that matters, 0.1 = a tenth of `plannedRate` */
  readonly mdeRelative: number;
  /** contacts over all arms, N* */
  readonly plannedContacts: number;
  /** 0..1, p0: what the primary outcome is expected to be. Of revenue: the expected share of buyers. */
  readonly plannedRate: number;
  readonly windows: OutcomeWindows;
  readonly guardrails: GuardrailPlan;
  /** `quota` = shuffled, then cut: any deviation beyond rounding is a fault, not chance */
  readonly split: 'random' | 'quota';
  /** `default` = nobody planned it; the defaults of rulings B.13 were frozen */
  readonly origin: 'applied' | 'default';
};

/** Hours after assignment (send-time tests: after sending) in which an outcome counts. */
export type OutcomeWindows = {
  readonly click: number;
  readonly conversion: number;
  readonly optOut: number;
  readonly delivery: number;
};

export type GuardrailPlan = {
  /** a breach is a harm whose interval lies above this difference of rates; 0 */
  readonly harmMargin: number;
  /** cleared when the interval lies below this; 0.003 */
  readonly nonInferiorityMargin: number;
  /** true = an arm wins only when its guardrails are cleared, not merely unbroken */
  readonly isStrict: boolean;
  /** how much dearer per assigned contact than its reference an arm may be, 0.1 = a tenth; absent = shown, never blocks */
  readonly costLimit?: number;
};
