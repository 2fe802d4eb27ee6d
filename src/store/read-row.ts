import { Failure } from '../core/failure.ts';
import { fromColumn } from './column-values.ts';
import type { Row } from './select-rows.ts';

/** Columns of one row by their type; what a NOT NULL column cannot hold is `internal`. */
export type RowReader = {
  readonly text: (column: string) => string;
  readonly textOrNull: (column: string) => string | null;
  readonly number: (column: string) => number;
  readonly numberOrNull: (column: string) => number | null;
  readonly time: (column: string) => Temporal.Instant;
  readonly timeOrNull: (column: string) => Temporal.Instant | null;
  readonly oneOf: <W extends string>(column: string, words: readonly W[]) => W;
};

export function readRow(row: Row): RowReader {
  const wrong = (column: string): never => {
    throw new Failure('internal', `the stored ${column} is not readable`);
  };
  const textOrNull = (column: string): string | null => {
    const value = row[column];
    if (typeof value === 'string') return value;
    return typeof value === 'number' ? String(value) : null;
  };
  const numberOrNull = (column: string): number | null => {
    const value = row[column];
    return value === null || value === undefined ? null : Number(value);
  };
  const timeOrNull = (column: string): Temporal.Instant | null => {
    const value = row[column];
    return value instanceof Date ? fromColumn(value) : null;
  };
  return {
    textOrNull,
    numberOrNull,
    timeOrNull,
    text: (column) => textOrNull(column) ?? wrong(column),
    number: (column) => numberOrNull(column) ?? wrong(column),
    time: (column) => timeOrNull(column) ?? wrong(column),
    oneOf: (column, words) => words.find((word) => word === row[column]) ?? wrong(column),
  };
}
