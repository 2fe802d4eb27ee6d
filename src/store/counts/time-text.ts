import { type CountedText, cutText } from './counted-text.ts';
import type { Buckets } from './time-buckets.ts';

const COLON = 58;
const ZERO = 48;
const NINE = 57;

/** `bucket:n` with commas. */
export function parseBuckets(text: string): Buckets {
  const buckets: number[] = [];
  for (let at = 0; at < text.length; ) at = takePair(text, at, buckets);
  return buckets;
}

/** A row of `text-times.sql`: how many, by bucket and measure. */
const CELLS = 4096;

/** `4096 * n + 4 * bucket + measure;` of both measures mixed: 1 delivery, 2 first human click. */
export function parseTimes({ rows, text, from }: CountedText): ReadonlyMap<number, Buckets> {
  const of: readonly [number[], number[]] = [[], []];
  let read = 0;
  for (let at = from; at < text.length; read += 1) {
    let row = 0;
    let code = text.charCodeAt(at);
    for (; code >= ZERO && code <= NINE; code = text.charCodeAt((at += 1))) row = row * 10 + (code - ZERO);
    at += 1;
    const cell = row % CELLS;
    of[(cell & 3) === 1 ? 0 : 1].push(cell >> 2, (row - cell) / CELLS);
  }
  if (read !== rows || (rows > 0 && !text.endsWith(';'))) throw cutText(rows);
  return new Map([
    [1, of[0]],
    [2, of[1]],
  ]);
}

/** Where the pair has ended, its comma taken. */
function takePair(text: string, from: number, into: number[]): number {
  let at = from;
  let first = 0;
  for (; at < text.length && text.charCodeAt(at) !== COLON; at += 1) {
    first = first * 10 + text.charCodeAt(at) - ZERO;
  }
  at += 1;
  let second = 0;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
    second = second * 10 + code - ZERO;
  }
  into.push(first, second);
  return at + 1;
}
