import { latestExpiry, signedLinkPath } from '../crypto/signed-link.ts';
import type { ReportAsked } from './compose-needs.ts';
import { reviewUrl } from './review-url.ts';

type LinkSite = { readonly publicUrl: string | null; readonly secretKey: string };

/**
 * Where a reader of a stored report sees it on the web, without a sign-in, for seven days from its data. One address per
 * report, since all its readers get the same bytes. Null = no pages, or a report that is no run and is stored nowhere.
 */
export function reportUrl(
  site: LinkSite,
  report: { readonly asOf: Temporal.Instant; readonly run: { readonly id: string } },
): { readonly url: string; readonly until: Temporal.Instant } | null {
  const { id } = report.run;
  if (site.publicUrl === null || !/^[1-9]\d{0,15}$/.test(id)) return null;
  const { origin, pathname, host } = new URL(site.publicUrl);
  const until = latestExpiry(report.asOf);
  const path = signedLinkPath('report', site.secretKey, host, {
    target: id,
    recipient: `run ${id}`,
    expiresAt: until,
  });
  return { url: `${origin}${pathname.replace(/\/+$/, '')}${path}`, until };
}

/** What a report that is stored and mailed says of the web pages. */
export function withAddresses(site: LinkSite, asked: ReportAsked): ReportAsked {
  return {
    ...asked,
    reviewUrl: reviewUrl(site, asked),
    run: { ...asked.run, page: reportUrl(site, asked) },
  };
}
