import { readSignedLink } from '../crypto/signed-link.ts';
import { wholeNumber } from './pages/list-query.ts';
import type { PageRefusal } from './pages/page-answer.ts';
import { PAGE_REFUSALS } from './pages/page-refusals.ts';

export type OpenedReport = {
  readonly runId: number;
  readonly isCsv: boolean;
  /** as it came, without the ending */
  readonly token: string;
  readonly expiresAt: Temporal.Instant;
};

const CSV = '.csv';

/** Which report the rest of an address opens, and whether as CSV; or why it opens none. */
export function openReportLink(
  secretKey: string,
  host: string,
  rest: string,
  now: Temporal.Instant,
): OpenedReport | PageRefusal {
  const isCsv = rest.endsWith(CSV);
  const token = isCsv ? rest.slice(0, -CSV.length) : rest;
  const reading = readSignedLink('report', secretKey, host, token, now);
  if (!reading.ok) return reading.why === 'expired' ? PAGE_REFUSALS.linkExpired : PAGE_REFUSALS.badLink;
  const runId = wholeNumber(reading.link.target, Number.MAX_SAFE_INTEGER);
  if (runId === null) return PAGE_REFUSALS.badLink;
  return { runId, isCsv, token, expiresAt: reading.link.expiresAt };
}
