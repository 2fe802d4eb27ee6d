import type { ExpectedFinal } from '../metrics/expected-final.ts';
import type { Figure, Phrase, Words } from './figure.ts';
import type { Change } from './report-model.ts';

export type ScorecardRow = {
  readonly metric: string;
  readonly label: string;
  readonly value: Figure;
  /** what stands behind the value: "8,870 of 112,300 contacts" */
  readonly counts: Phrase;
  /** a second figure of the same question: raw clicks, delivery rate without the unknown ones */
  readonly beside?: Phrase;
  /** of a rate that is not final: "expected 7.4 % to 8.1 % when final" */
  readonly expected?: Phrase;
  /** the same in numbers, 90 % range; `share` of the outcomes have come */
  readonly final?: ExpectedFinal;
  /** the value in numbers, so that a later report can say what has become of it; absent = stored before it was kept */
  readonly measured?: {
    readonly value: number | null;
    readonly numerator: number | null;
    readonly denominator: number | null;
    readonly currency: string | null;
  };
  readonly previous: Figure;
  readonly median: Figure;
  readonly change: Change;
  /** the own last windows and this one, oldest first, `share` 0..1 of the highest; absent = nothing to draw */
  readonly spark?: readonly { readonly figure: Figure; readonly share: number }[];
  /** beyond a limit or goal of the sender, or what a decision stands on */
  readonly isBeyond?: true;
};

export type ScorecardSection = {
  readonly kind: 'scorecard';
  readonly title: string;
  /** headings of the two comparison columns, "Week before" and "Own median of 8 weeks"; absent = no such column */
  readonly previousLabel?: Words;
  readonly medianLabel?: Words;
  readonly rows: readonly ScorecardRow[];
};
