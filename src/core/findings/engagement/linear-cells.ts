import type { CellTable } from './cell-table.ts';
import type { Outcome } from './engagement-fit.ts';
import { workingValue } from './link.ts';

/** The parts a cell's value is the sum of. */
export type Parts = {
  readonly levels: Float64Array;
  readonly content: Float64Array;
  readonly week: Float64Array;
};

/** The cells on the scale of the effects, linearised at what the parts say. */
export type LinearCells = {
  readonly value: Float64Array;
  /** inverse of the sampling variance */
  readonly information: Float64Array;
};

export function expectedValue(table: CellTable, parts: Parts, cell: number): number {
  return (
    (parts.levels[table.slot[cell] ?? 0] ?? 0) +
    (parts.content[table.campaign[cell] ?? 0] ?? 0) +
    (parts.week[table.week[cell] ?? 0] ?? 0)
  );
}

export function linearise(table: CellTable, parts: Parts, outcome: Outcome): LinearCells {
  const value = new Float64Array(table.size);
  const information = new Float64Array(table.size);
  for (let i = 0; i < table.size; i += 1) {
    const expected = expectedValue(table, parts, i);
    const working = workingValue(outcome, expected, table.count[i] ?? 0, table.delivered[i] ?? 1);
    value[i] = working.value;
    information[i] = working.information;
  }
  return { value, information };
}
