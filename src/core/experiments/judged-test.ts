import type { TestCounts } from './arm-counts.ts';
import type { TestJudgement } from './judgement.ts';
import type { ExperimentPlan } from './plan.ts';

/** A test as a report, the command line and the look log see it. */
export type JudgedTest = {
  readonly campaign: { readonly id: string; readonly name: string };
  readonly plan: ExperimentPlan;
  /** null = nobody is assigned, so the plan may still change */
  readonly planFrozenAt: Temporal.Instant | null;
  readonly counts: TestCounts;
  readonly judgement: TestJudgement;
  readonly looks: LookHistory;
  /** true = of a moment in the past, made from the events that had come in by then; to be said beside the figures */
  readonly isRecomputed?: boolean;
};

/** A look is a stored run that judged the test; previews store none. */
export type LookHistory = {
  readonly stored: number;
  /** the first stored look whose verdict named a winner, as a fact: today's verdict is made from today's data */
  readonly firstWinner: {
    readonly look: number;
    readonly asOf: Temporal.Instant;
    readonly arm: string;
  } | null;
};
