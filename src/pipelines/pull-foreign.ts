import { createHash } from 'node:crypto';
import { SOURCE_KINDS, type SourceKind } from '../core/source-kind.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { FOREIGN, findCursor, followedKinds, saveCursor } from '../store/foreign/cursors.ts';
import { readSource } from '../store/foreign/read-source.ts';
import { cursorColumn, listSourceTables, type SourceTable } from '../store/foreign/source-table.ts';
import { findImport, type ImportRecord, type RejectedRow, startImport } from '../store/import/imports.ts';
import { isOtherKey } from '../store/phones/phone-key.ts';
import { examineSourceTables } from './examine-source.ts';
import type { ImportCounts } from './import-files.ts';
import { importRows, type SourceRow } from './import-rows.ts';
import { IMPORT_STEPS, type ImportContext } from './import-steps.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';
import type { PhoneCount } from './phone-tally.ts';
import { requireSource } from './require-source.ts';

export type PullRequest = {
  /** ours */
  readonly db: Db;
  /** the sending platform's, read only */
  readonly source: Db;
  readonly secretKey: PhoneSecret;
  /** whose codes `error_code` holds when a row has no `provider`; default `twilio` */
  readonly provider?: string | undefined;
  readonly latest?: Temporal.Instant | undefined;
  /** rows per query and transaction */
  readonly chunkRows?: number | undefined;
};

export type PulledTable = ImportCounts & {
  readonly kind: SourceKind;
  /** the first of the refused rows, numbered through all pulls */
  readonly refused: readonly RejectedRow[];
  /** verdicts on the phones of the contacts that were read */
  readonly phones: readonly PhoneCount[];
};

const CHUNK_ROWS = 20_000;

/**
 * Mirrors what is new in the source database into our source tables, through the same parser and merge as files.
 * Tables that the source may lack are passed over. Fails with `bad-config` when one that is needed or a column is
 * missing or our account may write, `bad-state` when a table cannot be followed, `locked` when another process
 * pulls at the same time.
 */
export async function pullForeign(request: PullRequest): Promise<readonly PulledTable[]> {
  try {
    return await pullOnce(request);
  } catch (error) {
    if (!isOtherKey(error)) throw error;
    // what was stored by then stays, and is gone on behind
    return pullOnce(request);
  }
}

async function pullOnce(request: PullRequest): Promise<readonly PulledTable[]> {
  const { db, source, provider = 'twilio' } = request;
  const tables = await listSourceTables(source, SOURCE_KINDS);
  requireSource(await examineSourceTables(source, tables, await followedKinds(db)));
  const latest = request.latest ?? (await databaseNow(db)).add({ hours: 24 });
  const keys = await openPhoneKeys(db, request.secretKey);
  const context = { provider, latestMs: latest.epochMilliseconds, keys };
  const pulled: PulledTable[] = [];
  for (const kind of SOURCE_KINDS) {
    const table = tables.get(kind);
    if (table !== undefined) pulled.push(await pullTable(request, table, context));
  }
  return pulled;
}

async function pullTable(
  { db, source, chunkRows = CHUNK_ROWS }: PullRequest,
  table: SourceTable,
  context: ImportContext,
): Promise<PulledTable> {
  const { kind } = table;
  const step = IMPORT_STEPS[kind];
  const by = cursorColumn(table) ?? 'seq';
  const sink = step.openSink(context);
  const from = await recordOf(db, kind);
  const positions = new Map<number, string>();
  const batches = readSource(source, {
    table,
    columns: step.columns,
    idColumns: tellingColumns(table, step.idColumns),
    position: await findCursor(db, kind, by),
    rowsAtMost: chunkRows,
  });
  const { record, refused } = await importRows({
    db,
    step,
    sink,
    generation: context.keys.generation,
    batches: numbered(batches, from.nextRow, positions),
    from,
    headerRows: 0,
    chunkRows,
    // One bad row of somebody else's must not hold up the rest.
    maxErrors: Number.MAX_SAFE_INTEGER,
    alongside: async (trx, mark) => {
      const position = positions.get(mark);
      if (position !== undefined) await saveCursor(trx, kind, by, position);
    },
  });
  return { kind, ...difference(from, record), refused, phones: sink.phones.counts() };
}

/** A message may have a row per receipt, and two of them one cursor. */
function tellingColumns({ kind, columns }: SourceTable, idColumns: readonly string[]): readonly string[] {
  return kind === 'messages'
    ? [...idColumns, ...['status', 'status_at'].filter((column) => columns.has(column))]
    : idColumns;
}

/** All pulls of a table are one import: rows are numbered through. */
async function recordOf(db: Db, kind: SourceKind): Promise<ImportRecord> {
  const fingerprint = createHash('sha256').update(`foreign ${kind}`).digest();
  return (await findImport(db, kind, fingerprint)) ?? (await startImport(db, kind, FOREIGN, fingerprint));
}

async function* numbered(
  batches: ReturnType<typeof readSource>,
  done: number,
  positions: Map<number, string>,
): AsyncGenerator<readonly SourceRow[], void> {
  let mark = done;
  for await (const { rows, position } of batches) {
    const numberedRows = rows.map((cells) => {
      mark += 1;
      return { cells, fault: null, mark };
    });
    positions.set(mark, position);
    yield numberedRows;
  }
}

function difference(before: ImportRecord, after: ImportRecord): ImportCounts {
  return {
    read: after.read - before.read,
    applied: after.applied - before.applied,
    duplicate: after.duplicate - before.duplicate,
    stale: after.stale - before.stale,
    rejected: after.rejected - before.rejected,
  };
}
