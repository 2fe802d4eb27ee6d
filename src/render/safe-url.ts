import { Failure } from '../core/failure.ts';

/**
 * The one kind of data a template may put into a link, as `href="{{safeUrl}}"`. Fails with `internal` on any other
 * scheme: such an address comes from the configuration, never from a message or a campaign.
 */
export function safeUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !['https:', 'http:'].includes(parsed.protocol) || parsed.username !== '')
    throw new Failure('internal', 'a link of a report is neither https nor http');
  return parsed.href;
}
