import { constants, createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { xmlEncoding } from '../core/xml-encoding.ts';
import { cutJson } from './cut-json.ts';
import { cutCsvRows, cutLines, type TextCutter } from './cut-text.ts';
import {
  MOST_CHARACTERS,
  MOST_RECORDS,
  MOST_WAITING,
  type Piece,
  type PieceReader,
  type PieceShape,
} from './piece.ts';
import { xmlPieceReader } from './xml-pieces.ts';

const ENDINGS: Readonly<Record<string, PieceShape>> = {
  xml: 'xml',
  csv: 'csv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  json: 'json',
  txt: 'lines',
};

/** The files that paths name: of a folder those whose ending is one of ours. `-` is standard input. */
export async function eventFilesAt(path: string): Promise<readonly string[]> {
  if (path === '-') return [path];
  const info = await stat(path).catch((cause: unknown) => {
    throw new Failure('bad-input', `${path}: cannot be read (${codeOf(cause)})`, { cause });
  });
  if (!info.isDirectory()) return [path];
  const files = (await readdir(path)).sort().filter((name) => endingOf(name) in ENDINGS);
  if (files.length > 0) return files.map((name) => join(path, name));
  throw new Failure('bad-input', `${path}: holds no file that ends in ${Object.keys(ENDINGS).join(', ')}`);
}

/**
 * Reads a file, or standard input for `-`, piece by piece: some thousand records, so that memory stays flat. Fails
 * with `bad-input` for what is no text and for a record of more than 64 MiB.
 */
export async function* readPieces(path: string): AsyncGenerator<Piece, void> {
  const name = path === '-' ? 'standard input' : basename(path);
  let reader: PieceReader | null = null;
  for await (const text of texts(path, name)) {
    if (reader === null && text.trim() === '') continue;
    reader ??= pieceReader(shapeOfText(path, text, name), name);
    yield* reader.add(text);
  }
  if (reader === null) throw new Failure('bad-input', `${name}: is empty`);
  yield* reader.end();
}

async function* texts(path: string, name: string): AsyncGenerator<string, void> {
  let decoder: TextDecoder | null = null;
  let read = 0;
  const decode = (bytes: Buffer | null): string => {
    try {
      return decoder?.decode(bytes ?? undefined, { stream: bytes !== null }) ?? '';
    } catch (cause) {
      const where = bytes === null ? 'at its end' : `between byte ${read} and ${read + bytes.length}`;
      const { encoding = '' } = decoder ?? {};
      const why = `holds bytes that are no ${encoding.toUpperCase()} ${where}; save it as UTF-8`;
      throw new Failure('bad-input', `${name}: ${why}`, { cause });
    }
  };
  for await (const block of path === '-' ? process.stdin : await openFile(path, name)) {
    const bytes: Buffer = Buffer.isBuffer(block) ? block : Buffer.from(String(block));
    decoder ??= new TextDecoder(encodingOf(bytes, path, name), { fatal: true });
    yield decode(bytes);
    read += bytes.length;
  }
  yield decode(null);
}

/** XML says its encoding itself; everything else is UTF-8. */
function encodingOf(bytes: Buffer, path: string, name: string): string {
  const start = bytes.toString('latin1', 0, 400).replace(/^\xef\xbb\xbf|^\xff\xfe|^\xfe\xff/, '');
  const isXml = start.replaceAll('\0', '').trimStart().startsWith('<');
  if (!isXml && endingOf(path) !== 'xml') {
    refuseBinary(bytes, name);
    return 'utf-8';
  }
  const encoding = xmlEncoding(bytes);
  if (encoding === null)
    throw new Failure('bad-input', `${name}: declares an encoding that is not read; save it as UTF-8`);
  if (!encoding.startsWith('utf-16')) refuseBinary(bytes, name);
  return encoding;
}

async function openFile(path: string, name: string): Promise<AsyncIterable<unknown>> {
  try {
    // NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return createReadStream(path, { fd: file, highWaterMark: 1 << 20 });
    await file.close();
  } catch (cause) {
    const code = codeOf(cause);
    const why = code === 'ELOOP' ? 'is a symbolic link; name the file itself' : `cannot be read (${code})`;
    throw new Failure('bad-input', `${name}: ${why}`, { cause });
  }
  throw new Failure('bad-input', `${name}: is not a regular file`);
}

const NOT_PLAIN_TEXT: readonly (readonly [string, string])[] = [
  ['\x1f\x8b', 'is compressed (gzip); unpack it first'],
  ['PK\x03\x04', 'is a zip archive or a spreadsheet; export it as text'],
  ['\xff\xfe', 'is UTF-16; save it as UTF-8'],
  ['\xfe\xff', 'is UTF-16; save it as UTF-8'],
];

function refuseBinary(bytes: Buffer, name: string): void {
  const start = bytes.toString('latin1', 0, 4);
  const found = NOT_PLAIN_TEXT.find(([sign]) => start.startsWith(sign));
  if (found !== undefined) throw new Failure('bad-input', `${name}: ${found[1]}`);
  if (bytes.includes(0)) throw new Failure('bad-input', `${name}: holds a NUL byte; it is no text`);
}

function shapeOfText(path: string, text: string, name: string): PieceShape {
  const shape = shapeOf(path, text);
  const isByLine = shape === 'ndjson' || shape === 'lines' || shape === 'csv';
  if (isByLine && !text.includes('\n') && /\r./s.test(text))
    throw new Failure('bad-input', `${name}: has lines that end in CR alone; save it with LF or CRLF`);
  return shape;
}

function shapeOf(path: string, text: string): PieceShape {
  const start = text.trimStart();
  const named = ENDINGS[endingOf(path)];
  if (named !== undefined && named !== 'json' && named !== 'lines') return named;
  if (start.startsWith('<')) return 'xml';
  if (start.startsWith('[')) return 'json';
  if (start.startsWith('{')) return isJson(start.split('\n', 1)[0] ?? '') ? 'ndjson' : 'json';
  return named ?? 'lines';
}

/** Lines that are documents by themselves can be refused one by one. */
function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function pieceReader(shape: PieceShape, name: string): PieceReader {
  if (shape === 'xml') return xmlPieceReader(name);
  const cutter = cutterOf(shape);
  let header: string | null = null;
  let records: string[] = [];
  let characters = 0;
  const cut = function* (found: readonly string[], isLast: boolean): Generator<Piece, void> {
    for (const record of found) {
      if (shape === 'csv' && header === null) {
        header = record;
        continue;
      }
      records.push(record);
      characters += record.length;
      if (records.length >= MOST_RECORDS || characters >= MOST_CHARACTERS) yield flush();
    }
    if (isLast && records.length > 0) yield flush();
  };
  const flush = (): Piece => {
    const piece = { shape, records, head: header ?? '', foot: '', end: '' };
    records = [];
    characters = 0;
    return piece;
  };
  return {
    add: function* (text) {
      yield* cut(cutter.add(text), false);
      if (cutter.waiting() > MOST_WAITING)
        throw new Failure('bad-input', `${name}: one record is larger than 64 MiB; split the file`);
    },
    end: function* () {
      yield* cut(cutter.end(), true);
    },
  };
}

function cutterOf(shape: Exclude<PieceShape, 'xml'>): TextCutter {
  switch (shape) {
    case 'json':
      return cutJson();
    case 'csv':
      return cutCsvRows();
    case 'ndjson':
    case 'lines':
      return cutLines();
  }
}

function endingOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
}
