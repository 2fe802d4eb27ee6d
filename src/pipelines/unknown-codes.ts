import { codeMeaning } from '../providers/codes.ts';
import type { Db } from '../store/connect.ts';
import { listUnknownCodes, type UnknownCode } from '../store/provider-events/unknown-codes.ts';

/**
 * Codes that came, the last time at `since` or later, and that neither the program nor anybody here knows; the most
 * frequent first. A code that was unknown when it came may be in a table by now.
 */
export async function unknownCodes(db: Db, since?: Temporal.Instant): Promise<readonly UnknownCode[]> {
  return (await listUnknownCodes(db)).filter(
    ({ provider, code, field, lastSeenAt }) =>
      codeMeaning(provider, code, field) === null &&
      (since === undefined || Temporal.Instant.compare(lastSeenAt, since) >= 0),
  );
}
