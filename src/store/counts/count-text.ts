/** One row of a cube: its own keys, its currency, its counts. */
export type CountRow = {
  readonly keys: readonly number[];
  readonly currency: string;
  readonly counts: readonly number[];
};

const COMMA = 44;
const SEMICOLON = 59;
const MINUS = 45;
const ZERO = 48;

/**
 * Rows that end with semicolons: keys, currency and counts with commas. Read by hand: `split` makes thirty strings
 * of a row, and a report has hundreds of rows.
 */
export function parseCountRows(text: string, keyCount: number): readonly CountRow[] {
  const rows: CountRow[] = [];
  for (let at = 0; at < text.length; ) {
    const keys: number[] = [];
    const counts: number[] = [];
    at = takeNumbers(text, at, keys, keyCount);
    const end = text.indexOf(',', at);
    const currency = text.slice(at, end);
    at = takeNumbers(text, end + 1, counts, Number.POSITIVE_INFINITY);
    rows.push({ keys, currency, counts });
  }
  return rows;
}

/** Whole numbers with commas. */
export function parseCounts(text: string): readonly number[] {
  const counts: number[] = [];
  takeNumbers(text, 0, counts, Number.POSITIVE_INFINITY);
  return counts;
}

/** As many numbers as asked for, or to the end of the row; where the next thing begins. */
function takeNumbers(text: string, from: number, into: number[], most: number): number {
  let at = from;
  while (into.length < most) {
    let value = 0;
    let sign = 1;
    let code = COMMA;
    for (; at < text.length; at += 1) {
      code = text.charCodeAt(at);
      if (code === COMMA || code === SEMICOLON) break;
      if (code === MINUS) sign = -1;
      else value = value * 10 + (code - ZERO);
    }
    into.push(sign * value);
    const isLast = at >= text.length || code === SEMICOLON;
    at += 1;
    if (isLast) break;
  }
  return at;
}
