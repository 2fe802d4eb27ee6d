import { COUNT_KEYS } from '../../core/counts.ts';

/**
 * Counts and money of one row: place, value, place, value; nothing that is 0. Places are those of COUNT_KEYS, then cost,
 * then revenue.
 */
export type Places = readonly number[];

/** One row of a cube: its own keys, its currency, its counts. */
export type CountRow = {
  readonly keys: readonly number[];
  readonly currency: string;
  readonly counts: Places;
};

export const COST = COUNT_KEYS.length;

const COMMA = 44;
const SEMICOLON = 59;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const LOWER_A = 97;
const UPPER_A = 65;
const LETTERS = 26;

/** The letter before the count of a place, in column `sums` of the cubes and in whatever is read beside it. */
export function letterOf(place: number): string {
  return String.fromCharCode(place < LETTERS ? LOWER_A + place : UPPER_A + place - LETTERS);
}

function placeOf(code: number): number {
  return code < LOWER_A ? code - UPPER_A + LETTERS : code - LOWER_A;
}

/**
 * Rows that end with semicolons: keys and currency, each with a comma, then letters and numbers. Read by hand: `split`
 * makes twenty strings of a row, and a report has hundreds of rows.
 */
export function parseCountRows(text: string, keyCount: number): readonly CountRow[] {
  const rows: CountRow[] = [];
  for (let at = 0; at < text.length; ) {
    const keys: number[] = [];
    for (let key = 0; key < keyCount; key += 1) {
      let value = 0;
      for (; at < text.length && text.charCodeAt(at) !== COMMA; at += 1) {
        value = value * 10 + (text.charCodeAt(at) - ZERO);
      }
      keys.push(value);
      at += 1;
    }
    const comma = text.indexOf(',', at);
    // a text the server has cut
    if (comma < 0) break;
    const currency = text.slice(at, comma);
    const counts: number[] = [];
    at = takePlaces(text, comma + 1, counts) + 1;
    rows.push({ keys, currency, counts });
  }
  return rows;
}

/** Letters and numbers. */
export function parseCounts(text: string): Places {
  const counts: number[] = [];
  takePlaces(text, 0, counts);
  return counts;
}

/** To the semicolon or the end; where that is. */
function takePlaces(text: string, from: number, into: number[]): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== SEMICOLON) {
    const place = placeOf(text.charCodeAt(at));
    at += 1;
    const isNegative = text.charCodeAt(at) === MINUS;
    if (isNegative) at += 1;
    let value = 0;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < ZERO || code > NINE) break;
      value = value * 10 + (code - ZERO);
    }
    if (value !== 0) into.push(place, isNegative ? -value : value);
  }
  return at;
}
