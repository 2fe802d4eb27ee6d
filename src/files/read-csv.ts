import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { isAscii, readLine, type ScannedLine } from './scan-csv.ts';

export const CSV_LIMITS = { lineBytes: 65_536, columns: 64, fileBytes: 2 * 2 ** 30 } as const;

export type CsvRow = {
  /** as many as the header has; empty when the row has a fault */
  readonly cells: readonly string[];
  /** one phrase; null = none */
  readonly fault: string | null;
  /** where the next row begins */
  readonly endByte: number;
};

export type CsvFile = {
  readonly name: string;
  readonly bytes: number;
  /** sha256 of the content */
  readonly sha256: Buffer;
  readonly header: readonly string[];
  /** Data rows from a byte at which a row begins, some thousand at a time; undefined = from the first. */
  readonly rows: (fromByte?: number) => AsyncGenerator<readonly CsvRow[], void>;
  readonly close: () => Promise<void>;
};

const BLOCK = 1 << 19;
const NOT_PLAIN_TEXT: readonly (readonly [Buffer, string])[] = [
  [Buffer.from([0x1f, 0x8b]), 'is compressed (gzip); unpack it first'],
  [Buffer.from('PK\x03\x04', 'latin1'), 'is a zip archive or a spreadsheet; export it as CSV'],
  [Buffer.from([0xff, 0xfe]), 'is UTF-16; save it as UTF-8'],
  [Buffer.from([0xfe, 0xff]), 'is UTF-16; save it as UTF-8'],
];

/**
 * Opens a CSV file (RFC 4180, UTF-8, comma, header row; LF or CRLF) for streaming. Fails with `bad-input` for
 * what is no such file. Memory: one block of half a MiB.
 */
export async function openCsv(path: string): Promise<CsvFile> {
  const name = basename(path);
  const file = await openRegular(path, name);
  try {
    const { size, mtimeMs } = await file.stat();
    if (size === 0) throw new Failure('bad-input', `${name}: is empty; a header row is needed`);
    if (size > CSV_LIMITS.fileBytes)
      throw new Failure('bad-input', `${name}: is larger than 2 GiB; split it`);
    const start = await readHeader(file, name);
    const sha256 = await fingerprint(file);
    return {
      name,
      bytes: size,
      sha256,
      header: start.header,
      rows: (fromByte = start.endByte) =>
        readRows({ file, name, size, mtimeMs, columns: start.header.length }, fromByte),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openRegular(path: string, name: string): Promise<FileHandle> {
  let file: FileHandle;
  try {
    // NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    const why = code === 'ELOOP' ? 'is a symbolic link; name the file itself' : `cannot be read (${code})`;
    throw new Failure('bad-input', `${name}: ${why}`, { cause });
  }
  const info = await file.stat();
  if (info.isFile()) return file;
  await file.close();
  throw new Failure('bad-input', `${name}: is not a regular file`);
}

type Start = { readonly header: readonly string[]; readonly endByte: number };

async function readHeader(file: FileHandle, name: string): Promise<Start> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(CSV_LIMITS.lineBytes + 3), 0, undefined, 0);
  const bytes = buffer.subarray(0, bytesRead);
  for (const [sign, why] of NOT_PLAIN_TEXT) {
    if (bytes.subarray(0, sign.length).equals(sign)) throw new Failure('bad-input', `${name}: ${why}`);
  }
  if (bytes.includes(0)) throw new Failure('bad-input', `${name}: holds a NUL byte; it is no CSV text`);
  const otherwise = otherLayout(bytes.toString('latin1'));
  if (otherwise !== null) throw new Failure('bad-input', `${name}: ${otherwise}`);
  const skip = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  const line = readLine(bytes.toString('latin1'), skip, bytesRead < buffer.length, isAscii(bytes));
  if (line === null)
    throw new Failure('bad-input', `${name}: the header is longer than ${CSV_LIMITS.lineBytes} bytes`);
  if (line.fault !== null) throw new Failure('bad-input', `${name}: header: ${line.fault}`);
  const header = line.cells.map((cell) => cell.trim());
  if (header.length > CSV_LIMITS.columns)
    throw new Failure(
      'bad-input',
      `${name}: has ${header.length} columns; at most ${CSV_LIMITS.columns} are allowed`,
    );
  // a spreadsheet leaves columns without a name behind; nobody can mean one of them
  const twice = header.find((column, index) => column !== '' && header.indexOf(column) !== index);
  if (twice !== undefined)
    throw new Failure('bad-input', `${name}: has the column ${shownText(twice)} twice`);
  return { header, endByte: line.end };
}

/** One phrase about a file that is text and not the CSV we read; null = nothing strikes. */
function otherLayout(start: string): string | null {
  const text = start.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (text === '') return 'is empty; a header row is needed';
  if (/^[[{]/.test(text))
    return 'is JSON, not CSV; events of a provider are read with --format events --provider <name>';
  if (text.startsWith('<')) return 'is XML or a web page, not CSV';
  if (text.startsWith('%PDF')) return 'is a PDF; export it as CSV';
  const [header = ''] = text.split('\n', 1);
  if (/\r(?!$)/.test(header)) return 'has lines that end in CR alone; save it with LF or CRLF';
  if (header.includes(',')) return null;
  if (header.includes(';')) return 'is divided by semicolons; save it with commas';
  return header.includes('\t') ? 'is divided by tabs; save it with commas' : null;
}

async function fingerprint(file: FileHandle): Promise<Buffer> {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(1 << 20);
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(block, 0, block.length, position);
    if (bytesRead === 0) return hash.digest();
    hash.update(block.subarray(0, bytesRead));
    position += bytesRead;
  }
}

type Opened = {
  readonly file: FileHandle;
  readonly name: string;
  readonly size: number;
  readonly mtimeMs: number;
  readonly columns: number;
};

async function* readRows(opened: Opened, fromByte: number): AsyncGenerator<readonly CsvRow[], void> {
  const { file, name, size, columns } = opened;
  const block = Buffer.allocUnsafe(BLOCK + CSV_LIMITS.lineBytes);
  let kept = 0;
  let base = fromByte;
  for (let position = fromByte, isLast = false; !isLast; ) {
    const most = Math.min(block.length - kept, size - position);
    const { bytesRead } = await file.read(block, kept, most, position);
    isLast = bytesRead === 0;
    if (isLast) await assertUnchanged(opened);
    position += bytesRead;
    const bytes = block.subarray(0, kept + bytesRead);
    if (bytes.includes(0, kept))
      throw new Failure('bad-input', `${name}: holds a NUL byte near byte ${base}; it is no CSV text`);
    const { rows, end } = splitRows(bytes, base, columns, isLast);
    kept = bytes.length - end;
    if (kept > CSV_LIMITS.lineBytes)
      throw new Failure(
        'bad-input',
        `${name}: the row at byte ${base + end} is longer than ${CSV_LIMITS.lineBytes} bytes; a quote may be open`,
      );
    bytes.copy(block, 0, end);
    base += end;
    if (rows.length > 0) yield rows;
  }
}

/** The fingerprint was taken before: what is read must be what it stands for. */
async function assertUnchanged({ file, name, size, mtimeMs }: Opened): Promise<void> {
  const now = await file.stat();
  if (now.size === size && now.mtimeMs === mtimeMs) return;
  throw new Failure(
    'bad-input',
    `${name}: was changed while it was read; import it again when it is complete`,
  );
}

function splitRows(
  bytes: Buffer,
  base: number,
  columns: number,
  isLast: boolean,
): { readonly rows: readonly CsvRow[]; readonly end: number } {
  // In latin1 a character is a byte, so offsets are exact; cells that are not ASCII are decoded one by one.
  const text = bytes.toString('latin1');
  const ascii = isAscii(bytes);
  const rows: CsvRow[] = [];
  let end = 0;
  while (end < text.length) {
    const line = readLine(text, end, isLast, ascii);
    if (line === null) break;
    if (line.end - end > CSV_LIMITS.lineBytes)
      rows.push(faulty(`is longer than ${CSV_LIMITS.lineBytes} bytes`, base + line.end));
    else if (!line.isBlank) rows.push(toRow(line, base + line.end, columns));
    end = line.end;
  }
  return { rows, end };
}

function toRow(line: ScannedLine, endByte: number, columns: number): CsvRow {
  if (line.fault !== null) return faulty(line.fault, endByte);
  if (line.cells.length !== columns)
    return faulty(`has ${line.cells.length} cells, the header has ${columns}`, endByte);
  return { cells: line.cells, fault: null, endByte };
}

function faulty(fault: string, endByte: number): CsvRow {
  return { cells: [], fault, endByte };
}
