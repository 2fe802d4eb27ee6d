import { toColumnText } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { statement } from '../roll-up/statement.ts';
import { type Row, rowsOf, selectRows } from '../select-rows.ts';

export type SuppressionQuery = {
  /** changed since; null = all that holds */
  readonly since: Temporal.Instant | null;
  /** besides those for all senders; null = only those */
  readonly sender: string | null;
  /** instead: what was out and may be sent to again since */
  readonly isLifted: boolean;
  /** without those that end by themselves: for a receiver that knows no end */
  readonly isForGood?: boolean;
};

/** The number itself is still sealed. */
export type SealedNumber = {
  /** AES-256-GCM; null = no contact has the number any more, only its keyed hash is known */
  readonly phoneEnc: Buffer | null;
  readonly country: string | null;
  readonly reason: string;
  readonly confidence: number;
  readonly firstSeen: Temporal.Instant;
  readonly lastSeen: Temporal.Instant;
  readonly recommendationId: number | null;
};

/** A multiple of 50, so that Braze's requests are full. */
const PAGE = 2_000;

/** Pages in the order of the keyed hash, all of one snapshot: `trx` is a REPEATABLE READ transaction of its own. */
export async function* readSuppressedNumbers(
  trx: Db,
  query: SuppressionQuery,
): AsyncGenerator<readonly SealedNumber[]> {
  await trx.raw('DROP TEMPORARY TABLE IF EXISTS export_numbers');
  await selectRows(trx, 'cleaning/export/create-numbers');
  try {
    await selectRows(trx, `cleaning/export/collect-${query.isLifted ? 'lifted' : 'in-force'}`, {
      since: toColumnText(query.since ?? Temporal.Instant.fromEpochMilliseconds(0)),
      sender: query.sender ?? '',
      ...(query.isLifted ? {} : { forGood: query.isForGood === true ? 1 : 0 }),
    });
    let after = Buffer.alloc(0);
    for (;;) {
      const answer: unknown = await trx.raw(statement('cleaning/export/list-numbers'), { after, size: PAGE });
      const rows = rowsOf(answer);
      if (rows.length > 0) yield rows.map(sealedOf);
      const last = rows.at(-1)?.['phone_hmac'];
      if (rows.length < PAGE || !Buffer.isBuffer(last)) return;
      after = Buffer.from(last);
    }
  } finally {
    await trx.raw('DROP TEMPORARY TABLE IF EXISTS export_numbers');
  }
}

function sealedOf(row: Row): SealedNumber {
  const read = readRow(row);
  const sealed = row['phone_enc'];
  return {
    phoneEnc: Buffer.isBuffer(sealed) ? sealed : null,
    country: read.textOrNull('country'),
    reason: read.text('reason'),
    confidence: read.numberOrNull('confidence') ?? 1,
    firstSeen: read.timeOrNull('first_evidence_at') ?? read.time('first_at'),
    lastSeen: read.timeOrNull('last_evidence_at') ?? read.time('last_at'),
    recommendationId: read.text('source') === 'recommendation' ? read.number('source_id') : null,
  };
}
