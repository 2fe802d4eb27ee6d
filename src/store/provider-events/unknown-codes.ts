import type { Db } from '../connect.ts';
import { selectRows } from '../select-rows.ts';

export type UnknownCode = {
  readonly provider: string;
  readonly field: string;
  readonly code: string;
  /** events, each counted once */
  readonly seen: number;
  readonly firstSeenAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
};

/** Codes that came in no table of the program at the time and that nobody classified since; the most frequent first. */
export async function listUnknownCodes(db: Db): Promise<readonly UnknownCode[]> {
  const rows = await selectRows(db, 'provider-events/list-unknown-codes');
  return rows.map((row) => ({
    provider: String(row.provider),
    field: String(row.field),
    code: String(row.code),
    seen: Number(row.seen),
    firstSeenAt: toInstant(row.first_seen_at),
    lastSeenAt: toInstant(row.last_seen_at),
  }));
}

function toInstant(value: unknown): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(value instanceof Date ? value.getTime() : 0);
}
