import { type Phrase, say, sayCounted, text } from './figure.ts';
import type { ReportModel, Watch } from './report-model.ts';

export const HEARTBEATS = ['weekly', 'monthly', 'never'] as const;
export type Heartbeat = (typeof HEARTBEATS)[number];

/** Reports since the last mail of which none crossed a limit, this one among them. */
export type QuietStreak = { readonly reports: number; readonly unknown: number };

/**
 * A sign of life in place of silence: nothing crossed a limit, what is watched, when the next look is. `model` is the
 * report that was made and not mailed.
 */
export function composeHeartbeat(model: ReportModel, watch: Watch, streak: QuietStreak): ReportModel {
  const { reports, unknown } = streak;
  const { nextRun } = model.footer;
  const next: readonly Phrase[] = nextRun === null ? [] : [say`Next look: ${nextRun}.`];
  const unsure: readonly Phrase[] =
    unknown === 0
      ? []
      : [
          sayCounted(
            unknown,
            'In {0} of them too little was known to judge every limit.',
            'In {0} of them too little was known to judge every limit.',
          ),
        ];
  const { from, to } = model.window;
  return {
    ...model,
    variant: 'alert',
    subject: say`${text(model.title)}, ${{ kind: 'window', from, to }}: nothing crossed your limits`,
    preheader: sayReports(reports),
    comparedWith: null,
    headline: sayReports(reports),
    sections: [
      {
        kind: 'note',
        id: 'watch',
        title: 'Watched',
        lines: [
          ...watch.conditions.map(({ text: asked, said }) => say`${text(asked)}: ${said}`),
          ...unsure,
          ...next,
        ],
      },
    ],
  };
}

function sayReports(reports: number): Phrase {
  return sayCounted(
    reports,
    'Nothing crossed your limits in the last report.',
    'Nothing crossed your limits in the last {0} reports.',
  );
}

/** The same local day of the week, or of the month, since the last mail; the clock of the due time does not matter. */
export function isHeartbeatDue(
  every: Heartbeat,
  last: Temporal.Instant,
  due: Temporal.Instant,
  timezone: string,
): boolean {
  if (every === 'never') return false;
  const since = last.toZonedDateTimeISO(timezone).toPlainDate();
  const next = since.add(every === 'weekly' ? { days: 7 } : { months: 1 });
  return Temporal.PlainDate.compare(due.toZonedDateTimeISO(timezone).toPlainDate(), next) >= 0;
}
