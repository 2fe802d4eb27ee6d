import { latestExpiry, signedLinkPath } from '../crypto/signed-link.ts';

/**
 * Where a reader of a report sees what waits for a decision, without a sign-in, for seven days from the report's data;
 * deciding still asks who is there. One address per report, since all its readers get the same bytes. Null = no pages.
 */
export function reviewUrl(
  site: { readonly publicUrl: string | null; readonly secretKey: string },
  report: { readonly asOf: Temporal.Instant; readonly run: { readonly id: string } },
): string | null {
  if (site.publicUrl === null) return null;
  const { origin, pathname, host } = new URL(site.publicUrl);
  const link = { target: '', recipient: `run ${report.run.id}`, expiresAt: latestExpiry(report.asOf) };
  return `${origin}${pathname.replace(/\/+$/, '')}${signedLinkPath('review', site.secretKey, host, link)}`;
}
