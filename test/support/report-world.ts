import type { ReportModel } from '../../src/core/reports/report-model.ts';
import { planReports } from '../../src/pipelines/plan-reports.ts';
import { produceReport } from '../../src/pipelines/produce-report.ts';
import { reportUrl } from '../../src/pipelines/report-url.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import type { Db } from '../../src/store/connect.ts';
import { listRuns } from '../../src/store/runs.ts';
import { sampleModel } from '../render/sample-model.ts';
import { applied, instant, TZDB } from './build-schedule.ts';
import { produceNeeds } from './produce-needs.ts';

export const SENT_AT = instant('2026-11-23T07:00:05Z');
export const PEOPLE = ['maren@nordlys.example', 'crm@nordlys.example', 'finance@nordlys.example'] as const;

type World = { readonly runId: number; readonly scheduleId: number; readonly key: string };

/**
 * A weekly schedule whose report of 16-22 November was made and mailed: the first mail sent at the second try, the next
 * held, the last one refused. `site` puts the signed address into its footer.
 */
export async function plantReport(
  db: Db,
  key: string,
  different: Partial<ReportModel> = {},
  site: { readonly publicUrl: string | null; readonly secretKey: string } = {
    publicUrl: null,
    secretKey: '',
  },
  entry: Parameters<typeof applied>[3] = {},
): Promise<World> {
  const schedule = await applied(db, instant('2026-11-20T12:00Z'), key, {
    recipients: [...PEOPLE],
    ...entry,
  });
  await planReports(db, SENT_AT, TZDB);
  const [run] = await listRuns(db, { scheduleId: schedule.id, limit: 1 });
  if (run === undefined) throw new Error('nothing was planned');
  const templates = loadTemplates();
  const needs = produceNeeds(db, SENT_AT, {
    compose: async (asked) => {
      const page = reportUrl(site, asked);
      const model = sampleModel(different);
      const address =
        page === null
          ? {}
          : { page: { url: page.url, label: ['Read this report on the web'], said: ['for a week'] } };
      return { ...model, footer: { ...model.footer, runId: asked.run.id, ...address } };
    },
    render: (model) => renderReport(model, templates),
  });
  const produced = await produceReport(needs, run.id);
  if (produced.state !== 'rendered') throw new Error(`the run is ${produced.state}: ${produced.reason}`);
  await deliver(db, run.id);
  return { runId: run.id, scheduleId: schedule.id, key };
}

async function deliver(db: Db, runId: number): Promise<void> {
  const ids: readonly number[] = await db('report_dispatches')
    .where('run_id', runId)
    .orderBy('id')
    .pluck('id');
  const at = (text: string): Date => new Date(`2026-11-23T${text}Z`);
  const outcomes = [
    {
      state: 'sent',
      attempt: 2,
      sent_at: at('07:03:00'),
      smtp_code: 250,
      smtp_text: `2.0.0 Ok: queued for ${PEOPLE[0]}`,
    },
    { state: 'held', attempt: 1, ambiguous_attempts: 1, reason: 'the line broke after the text' },
    {
      state: 'failed',
      attempt: 1,
      smtp_code: 550,
      smtp_text: `5.1.1 <${PEOPLE[2]}> unknown user`,
      reason: `refused: 550 5.1.1 <${PEOPLE[2]}> unknown user`,
    },
  ];
  for (const [place, columns] of outcomes.entries())
    await db('report_dispatches')
      .where('id', ids[place] ?? 0)
      .update(columns);
  const attempt = (dispatch: number, number: number, columns: object) => ({
    dispatch_id: ids[dispatch],
    attempt: number,
    fence: number,
    started_at: at(`07:0${number}:00`),
    finished_at: at(`07:0${number}:01`),
    ...columns,
  });
  await db('dispatch_attempts').insert([
    attempt(0, 1, { outcome: 'temporary', smtp_code: 451, smtp_text: '4.7.1 greylisted' }),
    attempt(0, 2, { outcome: 'sent', smtp_code: 250, data_started_at: at('07:02:00') }),
    attempt(1, 1, { outcome: 'ambiguous', data_started_at: at('07:01:00') }),
    attempt(2, 1, { outcome: 'permanent', smtp_code: 550, smtp_text: `5.1.1 <${PEOPLE[2]}> unknown user` }),
  ]);
  await db('report_runs')
    .where('id', runId)
    .update({
      state: 'done_with_failures',
      reason: '2 of the dispatches did not arrive',
      finished_at: at('07:03:01'),
    });
}
