import type { SourceKind } from '../../core/source-kind.ts';
import type { Field } from './tsv.ts';

/** How a kind of row gets into its table. The SQL lies in src/store/sql/import, named after the kind. */
export type ImportTable<Row> = {
  readonly kind: SourceKind;
  /** columns of the staging table behind row_no, in the order of `fields` */
  readonly columns: readonly string[];
  readonly fields: (row: Row) => readonly Field[];
  /** what two rows of a file share when they tell of the same thing */
  readonly key: (row: Row) => string;
  readonly repeats: Repeats<Row>;
  readonly merge: 'events' | 'subjects' | 'contacts' | 'campaigns' | 'messages' | 'clicks';
};

/**
 * Rows of one chunk with the same key. `first`: events are append-only, later ones are duplicates. `last`: the
 * latest word counts, earlier ones are stale. `each`: every row is an event of its own, told apart by a number.
 */
export type Repeats<Row> =
  | { readonly keep: 'first' }
  | { readonly keep: 'last' }
  | { readonly keep: 'each'; readonly event: (row: Row) => number };

export type MergedRows = {
  readonly applied: number;
  readonly duplicate: number;
  readonly stale: number;
  readonly refused: number;
  /** the first of the refused, at most as many as were asked for */
  readonly refusals: readonly RefusedReference[];
};

export type RefusedReference = { readonly rowNo: number; readonly column: string };
