export type ScannedLine = {
  readonly cells: readonly string[];
  readonly fault: string | null;
  /** offset behind the line end */
  readonly end: number;
  readonly isBlank: boolean;
};

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const NOT_ASCII = /[\u0080-\u00ff]/;

export function isAscii(bytes: Buffer): boolean {
  return !NOT_ASCII.test(bytes.toString('latin1'));
}

/**
 * Reads the row that begins at `start` of a text in which each character is one byte. null = it is not all there
 * yet; `isLast` = nothing more comes, so the row may lack its line end.
 */
export function readLine(text: string, start: number, isLast: boolean, ascii: boolean): ScannedLine | null {
  const feed = text.indexOf('\n', start);
  if (feed < 0 && !isLast) return null;
  const lineEnd = feed < 0 ? text.length : feed;
  const quote = quoteAfter(text, start, lineEnd);
  if (quote) return readQuoted(text, start, isLast, ascii);
  const end = feed < 0 ? lineEnd : lineEnd + 1;
  const line = text.slice(start, withoutReturn(text, start, lineEnd));
  if (line === '') return { cells: [], fault: null, end, isBlank: true };
  return decoded(line.split(','), end, ascii || !NOT_ASCII.test(line));
}

/** Looks for a quote inside the line only: looking to the end of the block each time would be quadratic. */
function quoteAfter(text: string, start: number, end: number): boolean {
  return text.slice(start, end).includes('"');
}

function withoutReturn(text: string, start: number, end: number): number {
  return end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

/** A line with a quote somewhere; a quoted cell may hold commas, line ends and doubled quotes. */
function readQuoted(text: string, start: number, isLast: boolean, ascii: boolean): ScannedLine | null {
  const cells: string[] = [];
  for (let at = start; ; ) {
    const cell = text[at] === '"' ? quotedCell(text, at, isLast) : plainCell(text, at, isLast);
    if (cell === null) return null;
    if (cell.fault !== null) return faulty(text, cell.stop, isLast, cell.fault);
    cells.push(cell.text);
    if (text[cell.stop] !== ',') return decoded(cells, Math.min(cell.stop + 1, text.length), ascii);
    at = cell.stop + 1;
  }
}

/** `stop`: offset of the comma or line feed behind it, or the end of the text */
type Cell = { readonly text: string; readonly stop: number; readonly fault: string | null };

function plainCell(text: string, at: number, isLast: boolean): Cell | null {
  const stop = plainEnd(text, at);
  if (stop === text.length && !isLast) return null;
  const cell = text.slice(at, text[stop] === ',' ? stop : withoutReturn(text, at, stop));
  const fault = cell.includes('"') ? 'has a quote inside a cell without quotes' : null;
  return { text: cell, stop, fault };
}

function quotedCell(text: string, at: number, isLast: boolean): Cell | null {
  const closing = closingQuote(text, at + 1);
  if (closing < 0) {
    return isLast ? { text: '', stop: text.length, fault: 'has a quote that is never closed' } : null;
  }
  if (closing + 2 >= text.length && !isLast) return null;
  const behind = text[closing + 1] === '\r' ? closing + 2 : closing + 1;
  const stop = behind < text.length ? behind : text.length;
  const isEnd = stop === text.length || text[stop] === '\n' || (text[stop] === ',' && stop === closing + 1);
  const fault = isEnd ? null : 'has text behind a closing quote';
  return { text: text.slice(at + 1, closing).replaceAll('""', '"'), stop, fault };
}

function plainEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 44 || unit === 10) return at;
  }
  return text.length;
}

/** Of a doubled quote neither closes. */
function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}

/** Reading goes on with the next line. */
function faulty(text: string, from: number, isLast: boolean, fault: string): ScannedLine | null {
  const feed = text.indexOf('\n', Math.min(from, text.length));
  if (feed < 0 && !isLast) return null;
  return { cells: [], fault, end: feed < 0 ? text.length : feed + 1, isBlank: false };
}

function decoded(cells: readonly string[], end: number, ascii: boolean): ScannedLine {
  if (ascii) return { cells, fault: null, end, isBlank: false };
  try {
    const texts = cells.map((cell) =>
      NOT_ASCII.test(cell) ? UTF8.decode(Buffer.from(cell, 'latin1')) : cell,
    );
    return { cells: texts, fault: null, end, isBlank: false };
  } catch {
    return { cells: [], fault: 'is not UTF-8', end, isBlank: false };
  }
}
