import { Failure } from '../../core/failure.ts';
import type { ReportModel } from '../../core/reports/report-model.ts';
import { mayDo } from '../../core/web-role.ts';
import { askSchedule } from '../../pipelines/ask-schedule.ts';
import type { ReportAsked } from '../../pipelines/compose-needs.ts';
import { composePreview } from '../../pipelines/preview-report.ts';
import { previewRequest } from '../../pipelines/preview-request.ts';
import { pageReport } from '../../render/pages/page-report.ts';
import { createRateLimit } from '../rate-limit.ts';
import { ownRequest, ownSchedule } from './own-reports.ts';
import { isRefusal, type PageAnswer, page } from './page-answer.ts';
import { PAGE_REFUSALS } from './page-refusals.ts';
import type { SignedInCall } from './page-route.ts';
import { enterPreview } from './preview-door.ts';
import { inLocale, localeLinks, reportLocales } from './report-locales.ts';
import { askedText, faultWords, readAsked, requestForm, requestOf } from './request-form.ts';
import { shell } from './shell.ts';

/** Of one person. */
const PER_MINUTE = 30;
const limit = createRateLimit();

/** GET: any report of any window, before anybody is sent it. Nothing is stored. */
export async function showPreview(call: SignedInCall): Promise<PageAnswer> {
  const { query, needs, now, viewer } = call;
  const asked = readAsked((name) => query.get(name) ?? '');
  if (asked.report === '') return previewPage(call, { asked, fault: null, model: null, status: 200 });
  try {
    const locale = localeOf(call, asked.locale);
    const limited = await ownRequest(call, requestOf(asked));
    const wanted = await previewRequest(needs.reports.request, limited, { locale, now });
    if (!limit.allows(viewer.actor, PER_MINUTE, performance.now())) return PAGE_REFUSALS.tooOften;
    return await enterPreview(async () =>
      previewPage(call, { asked, fault: null, model: await compose(call, wanted), status: 200 }),
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'bad-input') throw error;
    return previewPage(call, { asked, fault: faultWords(error), model: null, status: 422 });
  }
}

/** Throws `bad-input` for a language that is not offered. */
function localeOf({ needs }: SignedInCall, asked: string): string {
  const offered = reportLocales(needs.templates, []).map(({ locale }) => locale);
  const found = offered.find((locale) => locale === (asked === '' ? offered[0] : asked));
  if (found !== undefined) return found;
  throw new Failure('bad-input', `locale: must be one of ${offered.join(', ')}`);
}

/** GET: the report of a schedule as if it were due now. */
export async function previewSchedulePage(call: SignedInCall): Promise<PageAnswer> {
  const { needs, now, viewer, query } = call;
  const schedule = await ownSchedule(call);
  if (schedule === null) return PAGE_REFUSALS.noSchedule;
  if (!limit.allows(viewer.actor, PER_MINUTE, performance.now())) return PAGE_REFUSALS.tooOften;
  const path = `/schedules/${schedule.key}`;
  return enterPreview(async () => {
    const own = await compose(call, askSchedule(schedule, now));
    const locales = reportLocales(needs.templates, [own.locale]);
    const model = inLocale(own, query.get('locale'), locales);
    if (isRefusal(model)) return model;
    const { page: _page, ...footer } = model.footer;
    const drawn = await pageReport({ ...model, footer: { ...footer, recipients: [] } }, needs.templates);
    const view = {
      shell: shell(call, `Preview of ${schedule.key}`),
      backPath: path,
      backWords: `Schedule ${schedule.key}`,
      shown: drawn.shown,
      locales: localeLinks(`${path}/preview`, model, locales),
    };
    return page(needs.pages.render('schedule-preview', view), 200, [drawn.style]);
  });
}

function compose({ needs }: SignedInCall, asked: ReportAsked): Promise<ReportModel> {
  const { preview, sendHours } = needs.reports;
  return composePreview(preview, { ...asked, sendHours });
}

type Shown = {
  readonly asked: ReturnType<typeof readAsked>;
  readonly fault: string | null;
  readonly model: ReportModel | null;
  readonly status: number;
};

async function previewPage(call: SignedInCall, { asked, fault, model, status }: Shown): Promise<PageAnswer> {
  const { needs, viewer } = call;
  const drawn = model === null ? null : await pageReport(model, needs.templates);
  const view = {
    shell: shell(call, fault === null ? 'Look at a report' : 'Error: Look at a report'),
    ...(await requestForm(call, asked)),
    fault,
    shown: drawn?.shown ?? null,
    canAsk: mayDo(viewer.role, 'decide'),
    askPath: `/reports/new?${askedText(asked)}`,
    allPath: '/reports',
  };
  return page(needs.pages.render('preview', view), status, drawn === null ? [] : [drawn.style]);
}
