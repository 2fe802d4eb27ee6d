import type { Site } from './pages-needs.ts';

export type SentFrom = {
  readonly host: string;
  /** empty = the browser did not say */
  readonly origin: string;
  readonly fetchSite: string;
};

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** Without PUBLIC_URL only this machine's own names are right: another name that leads here is a trick (DNS rebinding). */
export function isOurHost({ origin }: Site, host: string): boolean {
  return origin !== null || LOOPBACK.test(host);
}

/**
 * Was a form sent by a page of ours? Our pages send no referrer, so browsers write `Origin: null` and only
 * `Sec-Fetch-Site` tells; a browser without that must name our origin.
 */
export function isSentByUs({ origin: own }: Site, { host, origin, fetchSite }: SentFrom): boolean {
  const isOurs = own === null ? origin === `http://${host}` && LOOPBACK.test(host) : origin === own;
  if (fetchSite === '') return isOurs;
  return fetchSite === 'same-origin' && (origin === '' || origin === 'null' || isOurs);
}
