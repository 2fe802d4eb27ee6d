import { parseCounts } from './count-text.ts';
import { type CountedText, countedText, cutText } from './counted-text.ts';
import { parseNames } from './name-text.ts';
import type { SumAsk } from './read-sums.ts';
import { isCounted, isNamed, type SumPart, type SumRow } from './sum-part.ts';
import { takeText } from './text-rows.ts';
import { parseBuckets, parseTimes } from './time-text.ts';

export type RawRows = readonly (readonly unknown[])[];

/** What a part was answered with: rows with the columns of `SumRow`, or one text. */
export type Answer = { readonly rows: RawRows } | { readonly text: unknown };

/** Of a part that was read as one text, though it is no text by itself. */
export function answerOf({ isText }: SumPart, text: unknown): Answer {
  return isText ? { text } : { rows: rowsIn(text) };
}

/** No key, currency or count holds a semicolon; durations hold commas. */
function rowsIn(value: unknown): RawRows {
  const { rows, text, from } = countedText(value);
  const all = text
    .slice(from)
    .split(';')
    .map((row) => {
      const [k1, k2, k3, label, ...values] = row.split(',');
      return [k1, k2, k3, label, values.join()];
    });
  // behind the last end is nothing
  const last = all.pop();
  if (last?.[0] !== '' || all.length !== rows) throw cutText(rows);
  return all;
}

/** Hands what one SELECT gave to all that ask for it. */
export function handOut(asks: readonly SumAsk[], answer: Answer): void {
  const part = asks[0]?.part;
  if (part === undefined) return;
  if ('rows' in answer) return handOutRows(asks, answer.rows);
  const counted = countedText(answer.text);
  if (counted.rows === 0) return;
  if (isCounted(part)) return takeText(asks, counted);
  const told = isNamed(part) ? namesIn(counted) : timesIn(counted);
  for (const { take } of asks) told.forEach(take);
}

function handOutRows(asks: readonly SumAsk[], rows: RawRows): void {
  const part = asks[0]?.part;
  if (part === undefined) return;
  const countsOf = isCounted(part) ? parseCounts : isNamed(part) ? () => [] : parseBuckets;
  for (const [k1, k2, k3, label, value] of rows) {
    const row = {
      k1: Number(k1),
      k2: Number(k2),
      k3: Number(k3),
      label: String(label),
      value: String(value),
      counts: countsOf(String(value)),
    };
    for (const { take } of asks) take(row);
  }
}

const NO_ROW = { k1: 0, k2: 0, k3: 0, label: '', value: '', counts: [] } as const;

function timesIn(counted: CountedText): readonly SumRow[] {
  return [...parseTimes(counted)]
    .filter(([, counts]) => counts.length > 0)
    .map(([k3, counts]) => ({ ...NO_ROW, k3, counts }));
}

function namesIn({ rows, text, from }: CountedText): readonly SumRow[] {
  return parseNames(rows, text.slice(from)).map(([k1, label, value]) => ({ ...NO_ROW, k1, label, value }));
}
