import type { Interval } from '../stats/wilson-interval.ts';

/**
 * The one word about a test, ids of rulings B.11. `winner`, `guardrail_breached` name an arm by its variant id.
 */
export type Verdict =
  | {
      readonly id: 'winner';
      readonly arm: string;
      /** true = the interval lies inside the size that was said to matter */
      readonly isBelowMde: boolean;
    }
  | { readonly id: 'tie'; readonly leaders: readonly string[]; readonly losers: readonly string[] }
  | { readonly id: 'no_difference_within_mde' }
  | {
      readonly id: 'not_enough_data';
      /** null = cannot be said */
      readonly need: Need | null;
      /** an arm that leads so far: gate met, test open, interval without correction for looking excludes 0 */
      readonly promising: string | null;
    }
  | { readonly id: 'inconclusive'; readonly need: Need | null }
  | { readonly id: 'guardrail_breached'; readonly arm: string; readonly guardrail: GuardrailId }
  | { readonly id: 'invalid_srm' }
  | { readonly id: 'invalid_data'; readonly reason: string }
  | { readonly id: 'not_a_test'; readonly reason: string };

/** `winner:B`, `guardrail_breached:B`, else the id: the stored and printed word. */
export function verdictWord(verdict: Verdict): string {
  return 'arm' in verdict ? `${verdict.id}:${verdict.arm}` : verdict.id;
}

/** How many more contacts until the test can answer at the effect it was planned for. */
export type Need = { readonly morePerArm: number; readonly similarSends: number };

export type GuardrailId = 'opt-out' | 'non-delivery' | 'cost';

/** The split of assigned contacts against the plan (statistics.md 2). */
export type SplitCheck = {
  readonly observed: readonly number[];
  /** normalised */
  readonly planned: readonly number[];
  /** largest deviation of a share, signed, in units of 1 */
  readonly deviation: number;
  readonly method: 'sequential' | 'chi-square' | 'quota';
  /** ln of the Bayes factor against the planned split */
  readonly logBayesFactor: number | null;
  readonly chiSquare: number | null;
  readonly p: number | null;
  /** true = nothing may be decided on this test */
  readonly isAlarm: boolean;
  /** chi-square p below 0.001 where the sequential test is silent */
  readonly isWarning: boolean;
};

/** One outcome of one arm. */
export type ArmOutcome = {
  readonly variantId: string;
  readonly assigned: number;
  /** contacts with the outcome; of revenue: buyers */
  readonly contacts: number;
  /** per assigned contact: a rate, of revenue an amount in millionths; null with `reason` */
  readonly value: number | null;
  readonly reason: string | null;
  /** 95 % for one look, Wilson; null for revenue and where there is nobody */
  readonly interval: Interval | null;
};

/**
 * Two arms on one outcome. All differences are second minus first, in rates (revenue: millionths a contact).
 * `null` numbers have a `refusal`.
 */
export type PairComparison = {
  readonly outcome: string;
  readonly first: string;
  readonly second: string;
  readonly difference: number | null;
  /** valid at any number of looks, at alpha over the number of pairs */
  readonly interval: Interval | null;
  readonly z: number | null;
  /** V / V*, information so far over information planned */
  readonly fraction: number | null;
  readonly critical: number | null;
  readonly logE: number | null;
  readonly alwaysValidP: number | null;
  /** Holm over the pairs of the primary outcome; Benjamini-Hochberg q over exploratory ones */
  readonly adjustedP: number | null;
  /** second over first minus 1, with an interval at the same critical value; null when the first is 0 */
  readonly relative: { readonly lift: number; readonly lower: number; readonly upper: number } | null;
  /** the arm that is better beyond chance, null = neither */
  readonly better: string | null;
  /** why there is no decision: `gate: 12 of 20 events`, `nobody assigned`, `two currencies` */
  readonly refusal: string | null;
  /** valid for one planned look only: shown as a detail, never decides */
  readonly singleLook: {
    readonly z: number | null;
    readonly p: number | null;
    readonly interval: Interval | null;
    readonly fisherP: number | null;
  };
};

export type GuardrailCheck = {
  readonly guardrail: GuardrailId;
  readonly variantId: string;
  /** the control, else `others`: all other mailings together */
  readonly reference: string;
  readonly state: 'breached' | 'cleared' | 'not_yet_known' | 'too_few';
  /** arm minus reference, harm is positive; cost in millionths a contact; null where too few */
  readonly difference: number | null;
  /** null where too few; of cost always: a bill is no sample */
  readonly interval: Interval | null;
  /** of the arm; of cost: contacts with a message */
  readonly events: number;
  readonly assigned: number;
};

/** A mailing against the holdout arm: what the message itself brought. */
export type Incrementality = { readonly variantId: string; readonly comparisons: readonly PairComparison[] };

export type TestJudgement = {
  readonly verdict: Verdict;
  readonly isClosed: boolean;
  /** false = windows are open and effects are "so far" */
  readonly isMature: boolean;
  /** null = fewer than two arms */
  readonly split: SplitCheck | null;
  readonly primary: string;
  readonly isHigherBetter: boolean;
  /** of the primary outcome, in the order of the plan; empty when the data are invalid */
  readonly arms: readonly ArmOutcome[];
  /** pairs of arms that can win, primary outcome */
  readonly pairs: readonly PairComparison[];
  readonly guardrails: readonly GuardrailCheck[];
  /** every other outcome there is, all pairs: never decides */
  readonly exploratory: readonly PairComparison[];
  readonly incrementality: readonly Incrementality[];
  /** shown as a detail */
  readonly detail: {
    readonly omnibus: { readonly chiSquare: number; readonly df: number; readonly p: number } | null;
    /** descriptive only; never decides */
    readonly bayes: readonly {
      readonly variantId: string;
      readonly probabilityBest: number;
      readonly expectedLoss: number;
    }[];
    readonly responseTimes: readonly {
      readonly variantId: string;
      /** share of assigned contacts that responded */
      readonly responded: number | null;
      /** Kaplan-Meier over assigned contacts; null = not reached */
      readonly medianSeconds: number | null;
      /** among those who responded: conditional */
      readonly medianOfResponders: number | null;
    }[];
    readonly notes: readonly string[];
  };
};
