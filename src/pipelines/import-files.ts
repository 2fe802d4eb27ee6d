import { createHash } from 'node:crypto';
import type { ColumnMap } from '../core/column-map.ts';
import { Failure } from '../core/failure.ts';
import type { SourceKind } from '../core/source-kind.ts';
import { type ColumnMapFile, readColumnMap } from '../files/column-map-file.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { findImport, type ImportRecord, type RejectedRow, startImport } from '../store/import/imports.ts';
import { checkRows } from './check-rows.ts';
import { closeSources, type FileSource, openSources } from './import-paths.ts';
import { importRows, type SourceRow } from './import-rows.ts';
import { IMPORT_STEPS, type ImportContext, type RowSink } from './import-steps.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';
import type { PhoneCount } from './phone-tally.ts';

export type ImportCounts = {
  /** = applied + duplicate + stale + rejected */
  readonly read: number;
  readonly applied: number;
  readonly duplicate: number;
  /** an older picture of a message than the database has, or a row that a later one of the file overrules */
  readonly stale: number;
  readonly rejected: number;
};

export type ImportedFile = ImportCounts & {
  readonly file: string;
  readonly kind: SourceKind;
  /** `known`: the same file was imported before, its rows are counted as duplicates without being read again */
  readonly state: 'done' | 'known' | 'checked';
  /** data rows that an interrupted import of this file had stored; they are part of the counts */
  readonly resumedAfter: number;
  readonly seconds: number;
  /** the first of the refused rows; the header is row 1 */
  readonly refused: readonly RejectedRow[];
  /** verdicts on the phones of the contacts that were read this time */
  readonly phones: readonly PhoneCount[];
  readonly warnings: readonly string[];
};

export type ImportRequest = {
  readonly db: Db;
  /** phone numbers are encrypted and hashed with keys derived from it */
  readonly secretKey: PhoneSecret;
  /** folders and files */
  readonly paths: readonly string[];
  /** whose codes `error_code` holds when a row has no `provider`; default `twilio` */
  readonly provider?: string | undefined;
  /** path of a column map */
  readonly map?: string | undefined;
  /** true = read and check, write nothing; what rows cite is not looked up */
  readonly dryRun?: boolean | undefined;
  /** an import stops when more rows of a file are refused; default 1,000 */
  readonly maxErrors?: number | undefined;
  /** events later than this are refused; default: a day from now by the database clock */
  readonly latest?: Temporal.Instant | undefined;
  /** rows per transaction */
  readonly chunkRows?: number | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** told after each statement; for measurements */
  readonly onStatement?: ((name: string, milliseconds: number) => void) | undefined;
};

export type ImportProgress = {
  readonly file: string;
  readonly kind: SourceKind;
  readonly rows: number;
  /** share of the bytes of this file, 0..1 */
  readonly share: number;
};

const CHUNK_ROWS = 50_000;
const MAX_ERRORS = 1_000;
const PROVIDER = /^[a-z0-9][a-z0-9_.-]{0,31}$/;

/** Raise it when rows of a kind are read in another way: known files are then read again. */
const FORMATS: Readonly<Partial<Record<SourceKind, number>>> = { contacts: 2 };

/**
 * Imports CSV files of the interchange format into the source tables, in the order in which they cite each other.
 * The same rows twice change nothing. Fails with `bad-input` (a file cannot be imported, or too many rows are
 * refused; what was stored by then stays, and the import goes on there next time) or `locked`.
 */
export async function importFiles(request: ImportRequest): Promise<readonly ImportedFile[]> {
  const { db, provider = 'twilio' } = request;
  if (!PROVIDER.test(provider)) {
    throw new Failure('bad-input', 'provider: must be 1 to 32 lower-case letters, digits, - _ .');
  }
  const mapFile = request.map === undefined ? NO_MAP : await readColumnMap(request.map);
  const sources = await openSources(request.paths, mapFile.map);
  try {
    const latest = request.latest ?? (await databaseNow(db)).add({ hours: 24 });
    const keys = await openPhoneKeys(db, request.secretKey);
    const context = { provider, latestMs: latest.epochMilliseconds, keys };
    const done: ImportedFile[] = [];
    for (const source of sources) done.push(await importSource(request, source, context, mapFile.text));
    return done;
  } finally {
    await closeSources(sources);
  }
}

const NO_MAP: ColumnMapFile = { map: new Map() satisfies ColumnMap, text: '' };

async function importSource(
  request: ImportRequest,
  source: FileSource,
  context: ImportContext,
  mapText: string,
): Promise<ImportedFile> {
  const started = performance.now();
  const { kind, warnings } = source.layout;
  const sink = IMPORT_STEPS[kind].openSink(context);
  const finish = (
    answer: Omit<ImportedFile, 'file' | 'kind' | 'seconds' | 'phones' | 'warnings'>,
  ): ImportedFile => ({
    file: source.csv.name,
    kind,
    ...answer,
    seconds: (performance.now() - started) / 1000,
    phones: sink.phones.counts(),
    warnings,
  });
  if (request.dryRun === true) {
    const checked = await checkRows(sink, arranged(source, undefined), 1);
    return finish({
      ...checked,
      applied: checked.read - checked.duplicate - checked.stale - checked.rejected,
      state: 'checked',
      resumedAfter: 0,
    });
  }
  const fingerprint = fingerprintOf([
    FORMATS[kind] ?? 1,
    kind,
    context.provider,
    mapText,
    source.csv.sha256.toString('hex'),
  ]);
  const before = await findImport(request.db, kind, fingerprint);
  if (before?.state === 'done' && before.rejected === 0) {
    return finish({
      ...NOTHING,
      read: before.read,
      duplicate: before.read,
      state: 'known',
      resumedAfter: 0,
      refused: [],
    });
  }
  const from =
    before === null || before.state === 'done'
      ? await startImport(request.db, kind, source.csv.name, fingerprint)
      : before;
  const { record, refused } = await importFrom(
    request,
    source,
    { sink, generation: context.keys.generation },
    from,
  );
  if (record.state !== 'done') throw tooManyRefused(request, source, record, refused);
  return finish({ ...countsOf(record), state: 'done', resumedAfter: from.nextRow, refused });
}

const NOTHING: ImportCounts = { read: 0, applied: 0, duplicate: 0, stale: 0, rejected: 0 };

async function importFrom(
  request: ImportRequest,
  source: FileSource,
  { sink, generation }: { readonly sink: RowSink; readonly generation: number },
  from: ImportRecord,
): ReturnType<typeof importRows> {
  const { db, chunkRows = CHUNK_ROWS, maxErrors = MAX_ERRORS, onProgress, onStatement } = request;
  const { csv, layout } = source;
  if (from.rejected > maxErrors) return { record: from, refused: [] };
  return importRows({
    db,
    step: IMPORT_STEPS[layout.kind],
    sink,
    generation,
    batches: arranged(source, from.nextByte === 0 ? undefined : from.nextByte),
    from,
    headerRows: 1,
    chunkRows,
    maxErrors,
    onStatement,
    onChunk: ({ nextByte, nextRow }) =>
      onProgress?.({ file: csv.name, kind: layout.kind, rows: nextRow, share: nextByte / csv.bytes }),
  });
}

async function* arranged(
  { csv, layout }: FileSource,
  fromByte: number | undefined,
): AsyncGenerator<readonly SourceRow[], void> {
  for await (const rows of csv.rows(fromByte)) {
    yield rows.map(({ cells, fault, endByte }) => ({
      cells: fault === null ? layout.arrange(cells) : cells,
      fault,
      mark: endByte,
    }));
  }
}

function fingerprintOf(parts: readonly unknown[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

function countsOf({ read, applied, duplicate, stale, rejected }: ImportRecord): ImportCounts {
  return { read, applied, duplicate, stale, rejected };
}

function tooManyRefused(
  { maxErrors = MAX_ERRORS }: ImportRequest,
  { csv }: FileSource,
  record: ImportRecord,
  [first]: readonly RejectedRow[],
): Failure {
  const why = first === undefined ? '' : `; first: row ${first.rowNo}, ${first.column}: ${first.reason}`;
  return new Failure(
    'bad-input',
    `${csv.name}: stopped after ${record.nextRow} rows, ${record.rejected} were refused and ${maxErrors} are allowed${why}`,
  );
}
