import type { CountRules } from '../count-rules.ts';
import type { Cohort } from '../counts.ts';
import type { ExpectedFinal } from '../metrics/expected-final.ts';
import type { Window } from '../time/window.ts';
import type { Figure } from './figure.ts';
import type { ReportModel } from './report-model.ts';

/** A figure as a mail told it. */
export type ToldFigure = {
  readonly metric: string;
  readonly figure: Figure;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly currency: string | null;
  /** what that mail expected it to become */
  readonly final: ExpectedFinal | null;
};

/** What an earlier mail of the same schedule told of its window. */
export type ToldReport = {
  readonly runId: string;
  readonly window: Window;
  readonly asOf: Temporal.Instant;
  /** it called its own figures preliminary */
  readonly isPreliminary: boolean;
  /** it said that data were missing */
  readonly isPartial: boolean;
  /** null = stored before they were kept */
  readonly rules: CountRules | null;
  readonly figures: readonly ToldFigure[];
};

/** The same window, counted now with the same filter. */
export type MailedReport = ToldReport & { readonly now: Cohort };

/** What a stored report told; models stored before `measured` was kept have no figures. */
export function readTold(runId: string, model: ReportModel): ToldReport {
  const { from, to, timezone } = model.window;
  return {
    runId,
    window: { from: Temporal.Instant.from(from), to: Temporal.Instant.from(to), timezone },
    asOf: Temporal.Instant.from(model.asOf),
    isPreliminary: model.maturity !== null,
    isPartial: model.marks.includes('PARTIAL'),
    rules: model.rules ?? null,
    figures: model.sections.flatMap((section): readonly ToldFigure[] =>
      section.kind === 'scorecard'
        ? section.rows.flatMap(({ metric, value, measured, final }) =>
            measured === undefined ? [] : [{ metric, figure: value, ...measured, final: final ?? null }],
          )
        : [],
    ),
  };
}
