import type { ReportModel } from '../../core/reports/report-model.ts';
import { wholeReport } from '../../core/reports/report-variants.ts';
import { readStoredModel } from '../../pipelines/stored-model.ts';
import { csvFileName, csvOfReport } from '../../render/csv.ts';
import { pageReport } from '../../render/pages/page-report.ts';
import { countDispatchesOf } from '../../store/report-history.ts';
import type { Run } from '../../store/runs.ts';
import { ownRun } from './own-reports.ts';
import { type Download, isRefusal, type PageAnswer, page } from './page-answer.ts';
import { PAGE_REFUSALS } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { inLocale, localeLinks, reportLocales } from './report-locales.ts';
import { runView } from './run-view.ts';
import { shell } from './shell.ts';
import { shownAddress } from './shown-address.ts';

/** GET: what was mailed, drawn from the stored model with the partials of the mail, and what became of the mails. */
export async function showReport(call: SignedInCall): Promise<PageAnswer> {
  const { needs, viewer } = call;
  const run = await ownRun(call);
  if (run === null) return PAGE_REFUSALS.noRun;
  const dispatches = await countDispatchesOf(needs.db, [run.id]);
  const path = `/reports/runs/${run.id}`;
  const stored = await readStoredModel(needs.db, run.id);
  const locales = reportLocales(needs.templates, localesOf(run, stored));
  const model = stored === null ? null : inLocale(stored, call.query.get('locale'), locales);
  if (isRefusal(model)) return model;
  const drawn =
    model === null
      ? null
      : await pageReport(forRole(model, viewer.role, dispatches.size > 0), needs.templates);
  return page(
    needs.pages.render('report', {
      ...runView(run, dispatches.get(run.id), viewer.role),
      shell: shell(call, `Report ${run.id}`),
      shown: drawn?.shown ?? null,
      locales: model === null ? [] : localeLinks(path, model, locales),
      csvPath: model === null ? '' : `${path}/report.csv?locale=${model.locale}`,
      deliveriesPath: `${path}/deliveries`,
      allPath: '/reports',
      occurrence: run.occurrence,
    }),
    200,
    drawn === null ? [] : [drawn.style],
  );
}

/** GET: all rows of the stored report. */
export async function downloadReport(call: SignedInCall): Promise<PageAnswer> {
  const run = await ownRun(call);
  if (run === null) return PAGE_REFUSALS.noRun;
  const stored = await readStoredModel(call.needs.db, run.id);
  if (stored === null) return PAGE_REFUSALS.noReport;
  const locales = reportLocales(call.needs.templates, localesOf(run, stored));
  const model = inLocale(stored, call.query.get('locale'), locales);
  return isRefusal(model) ? model : csvDownload(model);
}

export function csvDownload(model: ReportModel): Download {
  const text = csvOfReport(wholeReport(model));
  return {
    kind: 'download',
    name: csvFileName(model),
    type: 'text/csv; charset=utf-8',
    text: (async function* once() {
      yield text;
    })(),
  };
}

/** Those who got it may have read it in languages of their own. */
export function localesOf(run: Run, stored: ReportModel | null): readonly string[] {
  const own = run.options.recipientLocales.map(({ locale }) => locale);
  return [...(stored === null ? [] : [stored.locale]), ...own];
}

/** The page is the page: no link to itself. Who got it is for those who may know. */
function forRole(model: ReportModel, role: SignedInCall['viewer']['role'], wasMailed: boolean): ReportModel {
  const { page: _page, ...footer } = model.footer;
  const recipients = wasMailed ? footer.recipients.map((one) => shownAddress(role, one)) : footer.recipients;
  return { ...model, footer: { ...footer, recipients } };
}
