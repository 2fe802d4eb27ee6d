import { Failure } from '../core/failure.ts';
import { latestExpiry, readSignedLink, signedLinkPath } from '../crypto/signed-link.ts';
import { type ListQuery, queryText, readListQuery } from './pages/list-query.ts';
import { isRefusal, type PageRefusal } from './pages/page-answer.ts';
import { PAGE_REFUSALS } from './pages/page-refusals.ts';

export type OpenedLink = { readonly query: ListQuery; readonly expiresAt: Temporal.Instant };

/** What the token in an address opens here, or why it does not. */
export function openReviewLink(
  secretKey: string,
  host: string,
  token: string,
  now: Temporal.Instant,
): OpenedLink | PageRefusal {
  const reading = readSignedLink('review', secretKey, host, token, now);
  if (!reading.ok) return reading.why === 'expired' ? PAGE_REFUSALS.linkExpired : PAGE_REFUSALS.badLink;
  const query = readListQuery(new URLSearchParams(reading.link.target));
  if (isRefusal(query)) return PAGE_REFUSALS.badLink;
  return { query, expiresAt: reading.link.expiresAt };
}

/** The whole address for a mail. Throws `bad-input` for a list that does not exist or too long a time. */
export function makeReviewLink(
  secretKey: string,
  publicUrl: string,
  link: { readonly list: string; readonly recipient: string; readonly expiresAt: Temporal.Instant },
  now: Temporal.Instant,
): string {
  const query = readListQuery(new URLSearchParams(link.list));
  if (isRefusal(query)) throw new Failure('bad-input', query.message.replace(/\.$/, ''));
  if (Temporal.Instant.compare(link.expiresAt, latestExpiry(now)) > 0)
    throw new Failure('bad-input', 'days: a link lasts at most 7 days');
  const url = new URL(publicUrl);
  const { recipient, expiresAt } = link;
  const path = signedLinkPath('review', secretKey, url.host, {
    target: queryText(query),
    recipient,
    expiresAt,
  });
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}${path}`;
}
