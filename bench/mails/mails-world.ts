import type { ReportModel } from '../../src/core/reports/report-model.ts';
import type { ReportAsked } from '../../src/pipelines/compose-needs.ts';
import { composeReport } from '../../src/pipelines/compose-report.ts';
import { readFromCubes } from '../../src/pipelines/report-needs.ts';
import type { Db } from '../../src/store/connect.ts';
import { loadUnattributedOptOuts } from '../../src/store/counts/load-unattributed-opt-outs.ts';

/** The week of a shop up to `endsAt`, with its trend, tests, segments and goals. */
export function weekAsked(endsAt: Temporal.Instant): ReportAsked {
  const to = endsAt.toZonedDateTimeISO('Europe/Oslo').startOfDay();
  return {
    report: 'performance',
    title: 'SMS weekly',
    locale: 'en-GB',
    window: { from: to.subtract({ days: 7 }).toInstant(), to: to.toInstant(), timezone: 'Europe/Oslo' },
    windowKind: 'last-week',
    asOf: endsAt,
    staleAfterSeconds: 86_400 * 30,
    run: { id: 'bench', why: [], schedule: null, nextRunAt: null, recipients: [], marks: [] },
  };
}

export function composeFromCubes(db: Db, asked: ReportAsked): Promise<ReportModel> {
  return readFromCubes(db, loadUnattributedOptOuts, (cubes) => composeReport(cubes, asked));
}
