import { COUNT_KEYS } from '../../core/counts.ts';
import type { CountedText } from './counted-text.ts';

/** Counts and money of one row: a number for each place, those of COUNT_KEYS, then cost, then revenue. */
export type Places = ArrayLike<number>;

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
 * Hands out rows that end with semicolons, and says how many: keys and currency, each with a comma, then letters and numbers.
 * Read by hand and into one row, which the next overwrites: a report has hundreds of rows of thirty numbers each.
 */
export function takeCountRows(
  { text, from }: Pick<CountedText, 'text' | 'from'>,
  keyCount: number,
  take: (row: CountRow) => void,
): number {
  const keys: number[] = Array.from({ length: keyCount }, () => 0);
  const counts = noCounts();
  let rows = 0;
  for (let at = from; at < text.length; rows += 1) {
    for (let key = 0; key < keyCount; key += 1) {
      let value = 0;
      let code = text.charCodeAt(at);
      for (; code !== COMMA && at < text.length; code = text.charCodeAt((at += 1)))
        value = value * 10 + (code - ZERO);
      keys[key] = value;
      at += 1;
    }
    const comma = text.indexOf(',', at);
    // a text the server has cut
    if (comma < 0) break;
    const currency = text.slice(at, comma);
    counts.fill(0);
    at = takePlaces(text, comma + 1, counts) + 1;
    take({ keys, currency, counts });
  }
  return rows;
}

/** Letters and numbers. */
export function parseCounts(text: string): Places {
  const counts = noCounts();
  takePlaces(text, 0, counts);
  return counts;
}

function noCounts(): Float64Array {
  return new Float64Array(COST + 2);
}

/** To the semicolon or the end; where that is. */
function takePlaces(text: string, from: number, into: Float64Array): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (at < text.length && code !== SEMICOLON) {
    const place = placeOf(code);
    code = text.charCodeAt((at += 1));
    const isNegative = code === MINUS;
    if (isNegative) code = text.charCodeAt((at += 1));
    let value = 0;
    for (; code >= ZERO && code <= NINE; code = text.charCodeAt((at += 1)))
      value = value * 10 + (code - ZERO);
    into[place] = isNegative ? -value : value;
  }
  return at;
}
