import { Failure } from '../core/failure.ts';
import { REPORTS } from '../core/reports/catalogue.ts';
import { say } from '../core/reports/figure.ts';
import { parseRequest } from '../queue/requests.ts';
import type { ReportAsked } from './compose-needs.ts';
import { checkRequest, type RequestNeeds, windowAsked } from './request-report.ts';

const STALE_AFTER_S = 7_200;

/**
 * What a request would make, to be looked at before it is asked for. Throws `bad-input` in one line, as the request would;
 * nothing is stored, also of a refused one.
 */
export async function previewRequest(
  needs: Pick<RequestNeeds, 'db' | 'timezone'>,
  data: object,
  { locale, now }: { readonly locale: string; readonly now: Temporal.Instant },
): Promise<ReportAsked> {
  const request = parseRequest({ ...data, v: 1, requestId: 'preview' });
  await checkRequest(needs.db, request);
  const { window, kind } = windowAsked(request, needs.timezone, now);
  const { campaignIds, segmentIds, brands, tags, variant } = request;
  const report = REPORTS.find(({ type }) => type === request.report);
  if (report === undefined)
    throw new Failure('internal', 'a checked request is of a report type there is none');
  return {
    report: report.type,
    title: report.title,
    locale,
    window,
    windowKind: kind,
    ...(campaignIds === null ? {} : { campaignIds }),
    ...(segmentIds === null ? {} : { segmentIds }),
    ...(brands === undefined ? {} : { brands }),
    ...(tags === undefined ? {} : { tags }),
    ...(variant === undefined ? {} : { variant }),
    asOf: now,
    staleAfterSeconds: STALE_AFTER_S,
    run: {
      id: 'preview',
      why: say`You look at this report on the web; nobody was sent it.`,
      schedule: null,
      nextRunAt: null,
      recipients: [],
      marks: ['TEST'],
    },
  };
}
