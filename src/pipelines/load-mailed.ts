import type { Cohort } from '../core/counts.ts';
import { type MailedReport, readTold, type ToldReport } from '../core/reports/mailed-report.ts';
import type { RunOptions } from '../core/runs/run-options.ts';
import type { Window } from '../core/time/window.ts';
import type { Db } from '../store/connect.ts';
import type { CohortFilter } from '../store/counts/load-cohorts.ts';
import { listMailedRuns } from '../store/mailed-runs.ts';
import type { MailedBefore, Needs, ReportAsked } from './compose-needs.ts';
import { isModel } from './stored-model.ts';

/** Windows back that a reader may still remember (judgement). */
const MOST_WINDOWS = 4;

/**
 * What the last mails of the schedule told, and the same windows counted now; none for a report that has no schedule.
 * `known`: totals that were read already, by window.
 */
export async function loadMailed(
  needs: Pick<Needs, 'loadTold' | 'loadTotal'>,
  { window, mailedBefore }: ReportAsked,
  filter: CohortFilter,
  known: ReadonlyMap<string, Cohort>,
): Promise<readonly MailedReport[]> {
  if (mailedBefore === undefined) return [];
  const told = await needs.loadTold(mailedBefore, window.from);
  return Promise.all(
    told.map(async (report) => ({
      ...report,
      now:
        known.get(keyOfWindow(report.window)) ??
        (await needs.loadTotal({ ...filter, window: report.window })),
    })),
  );
}

export function keyOfWindow({ from, to }: Window): string {
  return `${from.toString()} ${to.toString()}`;
}

/** Reports of another part of the sending are left out: a schedule may have been edited in between. */
export async function loadTold(
  db: Db,
  { scheduleId, scope }: MailedBefore,
  until: Temporal.Instant,
): Promise<readonly ToldReport[]> {
  const runs = await listMailedRuns(db, scheduleId, until, MOST_WINDOWS);
  return runs.flatMap(({ runId, options, model }) =>
    isModel(model) &&
    model.report === 'performance' &&
    scopeOf(options) === scope &&
    options.resendOf === null
      ? [readTold(String(runId), model)]
      : [],
  );
}

/** Which part of the sending a run was asked for, as a text to compare. */
export function scopeOf({ campaignIds, segmentIds, brands, tags }: RunOptions): string {
  return JSON.stringify([campaignIds, segmentIds, brands, tags]);
}
