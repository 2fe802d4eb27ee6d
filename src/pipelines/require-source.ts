import type { Check } from '../core/check.ts';
import { Failure } from '../core/failure.ts';

/** Fails with `bad-config`, in one line, when a foreign source cannot be followed or our account may write there. */
export function requireSource(checks: readonly Check[]): void {
  const [first, ...more] = checks.filter(({ verdict }) => verdict === 'failed');
  if (first === undefined) return;
  const others = more.length === 0 ? '' : `; ${more.length} more, see sms-reports doctor`;
  throw new Failure(
    'bad-config',
    `SOURCE_DATABASE_URL: ${first.subject} ${first.seen}${first.advice === null ? '' : `; ${first.advice}`}${others}`,
  );
}
