import type { Action, Reason } from './recommendation.ts';

/** The state of the list as reports tell it; counts are contacts unless said otherwise. */
export type ListHealth = {
  /** null = nobody ever looked for numbers to clean */
  readonly lastRun: CleaningRunSeen | null;
  /** what waits for a decision, most first */
  readonly waiting: readonly WaitingReason[];
  /** decided, not applied yet */
  readonly approved: number;
  readonly decided: DecidedCounts;
  /** rejected, and not asked again before their time */
  readonly notAskedAgain: number;
  /** in force now, most first */
  readonly suppressed: readonly { readonly reason: string; readonly numbers: number }[];
  /** messages of the window that went to somebody who was suppressed then */
  readonly messagedThoughSuppressed: { readonly messages: number; readonly contacts: number };
  /** messages of the window to numbers that were already proposed as bad */
  readonly wasted: {
    readonly messages: number;
    readonly costs: readonly { readonly currency: string; readonly micro: number }[];
  };
  readonly audience: {
    /** with a readable number and not suppressed */
    readonly reachable: number;
    readonly contacts: number;
    /** of the window, by their own time */
    readonly joined: number;
    readonly optedOut: number;
  };
};

export type CleaningRunSeen = {
  readonly id: number;
  readonly asOf: Temporal.Instant;
  /** null = not held */
  readonly heldBecause: string | null;
  /** failures left out of the evidence because they came in bunches, in words, at most a few */
  readonly outages: readonly string[];
};

export type WaitingReason = {
  readonly reason: Reason;
  readonly action: Action;
  readonly contacts: number;
  /** over 90 days, by currency; empty = no price known */
  readonly savings: readonly {
    readonly currency: string;
    readonly minMicro: number;
    readonly maxMicro: number;
  }[];
  /** of the year before */
  readonly revenueAtRisk: readonly { readonly currency: string; readonly micro: number }[];
  /** smallest and greatest, 0..1 */
  readonly confidence: { readonly least: number; readonly most: number };
};

/** What became of recommendations in the window. */
export type DecidedCounts = {
  readonly approved: number;
  readonly rejected: number;
  readonly snoozed: number;
  readonly applied: number;
  readonly undone: number;
  /** withdrawn: the contact gave a sign of life */
  readonly invalidated: number;
  /** nobody decided in time */
  readonly expired: number;
};
