import { type Outcome } from './outcome.ts';
import type { ExperimentPlan, OutcomeWindows, PlannedArm, TestedThing } from './plan.ts';
import { sharesAddUp } from './plan-shares.ts';
import { usualRate } from './usual-rate.ts';

/** Hours; the outcome windows of a test nobody planned. Clicks and receipts: rulings A.1, A.4; conversions: statistics.md 0. */
export const USUAL_WINDOWS: OutcomeWindows = { click: 72, conversion: 168, optOut: 72, delivery: 72 };

/** statistics.md 4 and 6, rulings B.13. */
export const USUAL_TERMS = {
  alpha: 0.05,
  mdeRelative: 0.1,
  guardrails: { harmMargin: 0, nonInferiorityMargin: 0.003, isStrict: false },
} as const;

/** An arm as the sending platform knows it; `share` null = not said. */
export type ProposedArm = Omit<PlannedArm, 'share'> & { readonly share: number | null };

/** What is known of a campaign nobody planned a test for, when its first contact is assigned. */
export type UnplannedTest = {
  readonly campaignId: string;
  readonly arms: readonly ProposedArm[];
  /** contacts over all arms */
  readonly audience: number;
  /** what the account's primary outcome was before, 0..1; null = no history */
  readonly trailingRate: number | null;
  /** the campaign's kind of conversion: purchase, signup, visit */
  readonly primaryKind: string;
  readonly tested?: TestedThing | null;
  readonly theme?: string | null;
};

/**
 * The plan of a test nobody planned: rulings B.13. Clicks, a tenth matters, as many contacts as there are. One mailing
 * against a holdout is decided on conversions, because a holdout cannot click; `trailingRate` must then be of those:
 * `defaultPrimary` says which outcome it will be.
 *
 * Shares that do not add up stay as they are: `judgeTest` refuses them by name (rulings A.9).
 */
export function defaultPlan(test: UnplannedTest): ExperimentPlan {
  const primary = defaultPrimary(test);
  const { trailingRate } = test;
  const isKnown = trailingRate !== null && trailingRate > 0 && trailingRate < 1;
  return {
    campaignId: test.campaignId,
    arms: withShares(test.arms),
    tested: test.tested ?? null,
    theme: test.theme ?? null,
    primary,
    ...USUAL_TERMS,
    plannedContacts: Math.max(1, test.audience),
    plannedRate: isKnown ? trailingRate : usualRate(primary),
    windows: USUAL_WINDOWS,
    split: 'random',
    origin: 'default',
  };
}

/** The outcome a test nobody planned is decided on. */
export function defaultPrimary({ arms, primaryKind }: Pick<UnplannedTest, 'arms' | 'primaryKind'>): Outcome {
  const mailings = arms.filter((arm) => !arm.isHoldout);
  const isAgainstHoldout = mailings.length === 1 && arms.length > 1;
  return isAgainstHoldout ? { kind: 'conversion', of: primaryKind } : { kind: 'click' };
}

/**
 * Arms without a share divide equally what the others leave. Shares that add up to 1 within 0.1 % are normalised; others
 * are left for a refusal.
 */
export function withShares(arms: readonly ProposedArm[]): readonly PlannedArm[] {
  const said = arms.reduce((sum, arm) => sum + (arm.share ?? 0), 0);
  const unsaid = arms.filter((arm) => arm.share === null).length;
  const rest = unsaid === 0 ? 0 : Math.max(0, 1 - said) / unsaid;
  const filled = arms.map((arm) => ({ ...arm, share: arm.share ?? rest }));
  if (!sharesAddUp(filled)) return filled;
  const sum = filled.reduce((total, arm) => total + arm.share, 0);
  return filled.map((arm) => ({ ...arm, share: arm.share / sum }));
}
