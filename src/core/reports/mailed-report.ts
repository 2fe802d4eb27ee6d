import type { CountRules } from '../count-rules.ts';
import type { Cohort } from '../counts.ts';
import type { ExpectedFinal } from '../metrics/expected-final.ts';
import type { Window } from '../time/window.ts';
import type { Figure } from './figure.ts';
import type { ReportModel, RestatedFigure } from './report-model.ts';

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
  /** the mail called it preliminary */
  readonly isPreliminary: boolean;
  /** counted by; null = stored before they were kept */
  readonly rules: CountRules | null;
};

/** What an earlier mail of the same schedule told of its window. */
export type ToldReport = {
  readonly runId: string;
  readonly window: Window;
  readonly asOf: Temporal.Instant;
  /** it said that data were missing */
  readonly isPartial: boolean;
  /** null = stored before they were kept */
  readonly rules: CountRules | null;
  readonly figures: readonly ToldFigure[];
  /** what it said anew of earlier windows */
  readonly restated: readonly RestatedFigure[];
};

/** The same window, counted now with the same filter. */
export type MailedReport = ToldReport & { readonly now: Cohort };

/** What a stored report told; models stored before `measured` was kept have no figures. */
export function readTold(runId: string, model: ReportModel): ToldReport {
  const { from, to, timezone } = model.window;
  const isPreliminary = model.maturity !== null;
  const rules = model.rules ?? null;
  return {
    runId,
    window: { from: Temporal.Instant.from(from), to: Temporal.Instant.from(to), timezone },
    asOf: Temporal.Instant.from(model.asOf),
    isPartial: model.marks.includes('PARTIAL'),
    rules,
    restated: model.restated ?? [],
    figures: model.sections.flatMap((section): readonly ToldFigure[] =>
      section.kind === 'scorecard'
        ? section.rows.flatMap(({ metric, value, measured, final }) =>
            measured === undefined
              ? []
              : [{ metric, figure: value, ...measured, final: final ?? null, isPreliminary, rules }],
          )
        : [],
    ),
  };
}

/** The last word on each window: what a later mail said anew has taken the place of what was told at first. */
export function lastTold<T extends ToldReport>(reports: readonly T[]): readonly T[] {
  const byTime = reports.toSorted((a, b) => Temporal.Instant.compare(a.asOf, b.asOf));
  return reports.map((report) => {
    const anew = byTime.flatMap(({ restated, rules }) =>
      restated
        .filter(({ from, to }) => report.window.from.equals(from) && report.window.to.equals(to))
        .map(({ from: _from, to: _to, ...figure }) => ({
          ...figure,
          final: null,
          isPreliminary: false,
          rules,
        })),
    );
    const figures = report.figures.map(
      (told) => anew.findLast(({ metric }) => metric === told.metric) ?? told,
    );
    return { ...report, figures };
  });
}
