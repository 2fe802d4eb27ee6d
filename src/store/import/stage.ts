import { Readable } from 'node:stream';
import type { Db } from '../connect.ts';
import { type LineBytes, readLines } from './line-bytes.ts';
import { tsvFields } from './tsv.ts';

const ROWS_PER_INSERT = 1_000;

/** Server or proxy does not let a client send a file: disabled, not supported, loading refused, by MariaDB and MySQL. */
const NO_LOCAL = new Set([1148, 2000, 3948, 4166]);

/** settings of connections whose server said no: it is asked once per process */
const withoutLocal = new WeakSet<object>();

/** Fills the staging table `import_rows`: streamed as a file, or by INSERTs where the server refuses that. */
export async function stageLines(trx: Db, columns: readonly string[], lines: LineBytes): Promise<void> {
  if (!withoutLocal.has(trx.client.config)) {
    try {
      await loadLines(trx, columns, lines);
      return;
    } catch (error) {
      // The statement is refused before it does anything, so the transaction is as it was.
      if (!isRefusal(error)) throw error;
      withoutLocal.add(trx.client.config);
    }
  }
  await insertLines(trx, columns, lines);
}

async function loadLines(trx: Db, columns: readonly string[], lines: LineBytes): Promise<void> {
  const stream = (): Readable => Readable.from(lines.pieces, { objectMode: false });
  await trx
    .raw(
      `LOAD DATA LOCAL INFILE 'rows' INTO TABLE import_rows CHARACTER SET utf8mb4 (row_no, ${columns.join(', ')})`,
    )
    .options({ infileStreamFactory: stream });
}

async function insertLines(trx: Db, columns: readonly string[], lines: LineBytes): Promise<void> {
  const marks = `(${Array.from({ length: columns.length + 1 }, () => '?').join(',')})`;
  for (const piece of readLines(lines)) {
    for (let from = 0; from < piece.length; from += ROWS_PER_INSERT) {
      const some = piece.slice(from, from + ROWS_PER_INSERT);
      await trx.raw(
        `INSERT INTO import_rows (row_no, ${columns.join(', ')}) VALUES ${some.map(() => marks).join(',')}`,
        some.flatMap(tsvFields),
      );
    }
  }
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error && 'errno' in error && typeof error.errno === 'number' && NO_LOCAL.has(error.errno)
  );
}
