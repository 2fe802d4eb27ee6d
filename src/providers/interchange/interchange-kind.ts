import type { SourceKind } from '../../core/source-kind.ts';
import type { Cells, Refusal } from './cells.ts';

/** What parsing a row needs besides the row. */
export type ParseContext = {
  /** whose codes `error_code` holds when the row does not say */
  readonly provider: string;
  /** a later event has not happened yet; epoch milliseconds */
  readonly latestMs: number;
};

export type InterchangeKind<Row> = {
  readonly kind: SourceKind;
  /** together they name a row; all are required */
  readonly idColumns: readonly string[];
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** `cells.values` has the required columns, then the optional ones. */
  readonly parse: (cells: Cells, context: ParseContext) => Row;
};

export type ParsedRow<Row> =
  | { readonly row: Row; readonly refusal: null }
  | { readonly row: null; readonly refusal: Refusal };

/** Columns in the order in which `parse` takes their cells. */
export function columnsOf(kind: Pick<InterchangeKind<unknown>, 'required' | 'optional'>): readonly string[] {
  return [...kind.required, ...kind.optional];
}

/** A parser for one file: call it with the cells of a row in the order of `columnsOf`. */
export function rowParser<Row>(
  kind: InterchangeKind<Row>,
  context: ParseContext,
): (values: readonly string[]) => ParsedRow<Row> {
  const cells: Cells = { names: columnsOf(kind), values: [], refusal: null, latestMs: context.latestMs };
  return (values) => {
    cells.values = values;
    cells.refusal = null;
    const row = kind.parse(cells, context);
    // parse gives stand-ins after a refusal
    const refusal: Refusal | null = cells.refusal;
    return refusal === null ? { row, refusal } : { row: null, refusal };
  };
}
