import { toColumnText } from '../column-values.ts';
import type { Db } from '../connect.ts';
import { readRow } from '../read-row.ts';
import { type Row, selectRows } from '../select-rows.ts';

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
  /** AES-256-GCM */
  readonly phoneEnc: Buffer;
  readonly country: string | null;
  readonly reason: string;
  readonly confidence: number;
  readonly firstSeen: Temporal.Instant;
  readonly lastSeen: Temporal.Instant;
  readonly recommendationId: number | null;
};

/** A multiple of 50, so that Braze's requests are full. */
const PAGE = 2_000;

export type NumbersPage = {
  readonly sealed: readonly SealedNumber[];
  /** numbers that no contact has any more: only their keyed hash is known */
  readonly hashOnly: number;
};

/** Pages in the order of the first contact with the number, which no change of the key changes; all of one snapshot: `trx` is a REPEATABLE READ transaction of its own. */
export async function* readSuppressedNumbers(trx: Db, query: SuppressionQuery): AsyncGenerator<NumbersPage> {
  await trx.raw('DROP TEMPORARY TABLE IF EXISTS export_numbers');
  await selectRows(trx, 'cleaning/export/create-numbers');
  try {
    await selectRows(trx, `cleaning/export/collect-${query.isLifted ? 'lifted' : 'in-force'}`, {
      since: toColumnText(query.since ?? Temporal.Instant.fromEpochMilliseconds(0)),
      sender: query.sender ?? '',
      ...(query.isLifted ? {} : { forGood: query.isForGood === true ? 1 : 0 }),
    });
    await selectRows(trx, 'cleaning/export/name-contacts');
    let after = 0;
    for (;;) {
      const rows = await selectRows(trx, 'cleaning/export/list-numbers', { after, size: PAGE });
      if (rows.length > 0) yield { sealed: rows.flatMap(sealedOf), hashOnly: 0 };
      const last = rows.at(-1);
      if (rows.length < PAGE || last === undefined) break;
      after = readRow(last).number('contact_number');
    }
    const [counted] = await trx('export_numbers').where({ contact_number: 0 }).count({ n: '*' });
    yield { sealed: [], hashOnly: Number(counted?.n ?? 0) };
  } finally {
    await trx.raw('DROP TEMPORARY TABLE IF EXISTS export_numbers');
  }
}

function sealedOf(row: Row): readonly SealedNumber[] {
  const read = readRow(row);
  const phoneEnc = row['phone_enc'];
  if (!Buffer.isBuffer(phoneEnc)) return [];
  const one: SealedNumber = {
    phoneEnc,
    country: read.textOrNull('country'),
    reason: read.text('reason'),
    confidence: read.numberOrNull('confidence') ?? 1,
    firstSeen: read.timeOrNull('first_evidence_at') ?? read.time('first_at'),
    lastSeen: read.timeOrNull('last_evidence_at') ?? read.time('last_at'),
    recommendationId: read.text('source') === 'recommendation' ? read.number('source_id') : null,
  };
  return [one];
}
