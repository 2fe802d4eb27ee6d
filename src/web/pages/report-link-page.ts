import { readStoredModel } from '../../pipelines/stored-model.ts';
import { pageReport } from '../../render/pages/page-report.ts';
import { findRun } from '../../store/runs.ts';
import { createRateLimit } from '../rate-limit.ts';
import { openReportLink } from '../report-link.ts';
import { wordsOf } from './mail-words.ts';
import { isRefusal, type PageAnswer, page } from './page-answer.ts';
import { PAGE_REFUSALS } from './page-refusals.ts';
import type { PageCall } from './page-route.ts';
import { inLocale, localeLinks, reportLocales } from './report-locales.ts';
import { csvDownload, localesOf } from './report-page.ts';
import { labelOf } from './run-view.ts';
import { shell } from './shell.ts';

/** Of all callers; scanners of a mail to many open it many times at once. */
const PER_MINUTE = 600;
const limit = createRateLimit();

/** GET, of whoever holds the link of the mail: the report and its CSV, nothing of other runs, and nothing changes. */
export async function showReportLink(call: PageCall): Promise<PageAnswer> {
  const { needs, now, params, query, here } = call;
  if (!limit.allows('links', PER_MINUTE, performance.now())) return PAGE_REFUSALS.tooOften;
  const opened = openReportLink(needs.secretKey, needs.site.host, params['*'] ?? '', now);
  if (isRefusal(opened)) return opened;
  const run = await findRun(needs.db, opened.runId);
  const stored = run === null ? null : await readStoredModel(needs.db, run.id);
  if (run === null || stored === null) return PAGE_REFUSALS.noReport;
  const locales = reportLocales(needs.templates, localesOf(run, stored));
  const model = inLocale(stored, query.get('locale'), locales);
  if (isRefusal(model)) return model;
  if (opened.isCsv) return csvDownload(model);
  const path = `/reports/link/${opened.token}`;
  const { page: _page, ...footer } = model.footer;
  const drawn = await pageReport({ ...model, footer }, needs.templates);
  const words = wordsOf(needs, model.locale);
  const title = `${words.text(run.title)}, ${words.window(labelOf(run.window))}`;
  const view = {
    shell: shell({ needs, viewer: null, flash: null, here }, title, words),
    shown: drawn.shown,
    locales: localeLinks(path, model, locales),
    csvPath: `${path}.csv?locale=${model.locale}`,
    until: words.figure({ kind: 'instant', at: opened.expiresAt.toString(), style: 'date-time' }),
    morePath: `/reports/runs/${run.id}`,
  };
  return page(needs.pages.render('report-link', view, words), 200, [drawn.style]);
}
