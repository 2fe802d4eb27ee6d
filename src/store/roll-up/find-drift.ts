import { RULE_VERSIONS } from '../../core/count-rules.ts';
import { NO_RECEIPT_AFTER_SECONDS } from '../../core/message-status.ts';
import type { Db } from '../connect.ts';
import { type Row, selectRows } from '../select-rows.ts';
import type { IdRange } from './plan-source.ts';
import { repairEvents, repairMessages } from './repair-drift.ts';
import type { SourceTable } from './sources.ts';
import { type RollUpState, takeLease } from './state.ts';

/** A source row whose fact does not follow from it, although no tick will look at it. */
export type Drift = {
  readonly table: SourceTable;
  readonly id: number;
  /** missing, changed, receipts, clicks, outcomes, rules, person, kind, gone */
  readonly reason: string;
  /** kind of response_facts; 0 elsewhere and where there is no fact */
  readonly kind: number;
  readonly contactId: number;
  readonly personId: number;
  readonly messageId: number | null;
};

export type DriftOptions = {
  /** true = have the next ticks put it right */
  readonly repair: boolean;
  /** most ids compared in one transaction */
  readonly chunk?: number;
  /** told after each transaction: rows compared so far */
  readonly onProgress?: (rows: number) => void;
  readonly isStopping?: () => boolean;
};

const CHUNK = 20_000;
const EVENTS = ['clicks', 'conversions', 'opt_outs', 'inbound'] as const;

/**
 * Compares every row of the source below the watermarks with its fact, in short transactions between the ticks.
 * Refresh the roll-ups before, so that little is pending, and after a repair. Events come first, since what they
 * change on messages is found with the messages.
 */
export async function findDrift(db: Db, options: DriftOptions): Promise<readonly Drift[]> {
  const found: Drift[] = [];
  let compared = 0;
  for (const table of [...EVENTS, 'messages'] as const) {
    const chunk = options.chunk ?? CHUNK;
    for (let from = 1; options.isStopping?.() !== true; from += chunk) {
      const step = await db.transaction((trx) =>
        compare(trx, table, { from, to: from + chunk - 1 }, options),
      );
      found.push(...step.drift);
      compared += chunk;
      options.onProgress?.(compared);
      if (step.isLast) break;
    }
  }
  return found;
}

type Step = { readonly drift: readonly Drift[]; readonly isLast: boolean };

async function compare(trx: Db, table: SourceTable, range: IdRange, { repair }: DriftOptions): Promise<Step> {
  const state = await takeLease(trx);
  const last = state.sources.get(table)?.watermark ?? 0;
  const ids = { from: range.from, to: Math.min(range.to, last) };
  const isLast = range.to >= last;
  if (ids.from > ids.to) return { drift: [], isLast };
  const drift =
    table === 'messages' ? await driftOfMessages(trx, state, ids) : await driftOfEvents(trx, table, ids);
  if (repair && drift.length > 0) {
    if (table === 'messages') await repairMessages(trx, ids, drift);
    else await repairEvents(trx, table, drift);
  }
  return { drift, isLast };
}

async function driftOfEvents(trx: Db, table: SourceTable, ids: IdRange): Promise<readonly Drift[]> {
  return (await selectRows(trx, `verify/drift-${table}`, ids)).map((row) => parseDrift(table, row));
}

/** What differs, and not only because its next tick has not come yet: that is asked for second, so none is missed. */
async function driftOfMessages(trx: Db, state: RollUpState, ids: IdRange): Promise<readonly Drift[]> {
  const rows = await selectRows(trx, 'verify/drift-messages', {
    ...ids,
    ...RULE_VERSIONS,
    now: state.clock,
    noReceiptAfter: NO_RECEIPT_AFTER_SECONDS,
  });
  if (rows.length === 0) return [];
  const upTo = (table: SourceTable): number => state.sources.get(table)?.watermark ?? 0;
  const pending = await selectRows(trx, 'verify/list-pending', {
    ...ids,
    now: state.clock,
    messages: upTo('messages'),
    receipts: upTo('receipts'),
    clicks: upTo('clicks'),
  });
  const ignored = new Set(pending.map((row) => Number(row['message_id'])));
  return rows
    .map((row) => parseDrift('messages', { ...row, id: row['message_id'] }))
    .filter(({ id }) => !ignored.has(id));
}

function parseDrift(table: SourceTable, row: Row): Drift {
  const messageId = row['message_id'];
  return {
    table,
    id: Number(row['id']),
    reason: String(row['reason']),
    kind: Number(row['kind'] ?? 0),
    contactId: Number(row['contact_id'] ?? 0),
    personId: Number(row['person_id'] ?? 0),
    messageId: messageId === null || messageId === undefined ? null : Number(messageId),
  };
}
