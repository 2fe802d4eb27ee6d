import type { SourceKind } from './source-kind.ts';

/** Where the cells of one of our columns come from, in a file of another layout. */
export type ColumnRule = {
  /** their column; null = the file has none, `value` is meant for every row */
  readonly from: string | null;
  /** for every row, or where their cell is empty */
  readonly value: string | null;
  /** their words to ours; a word that is not listed stays */
  readonly words: ReadonlyMap<string, string>;
};

/** Our column to its rule; a column without a rule is looked for under its own name. */
export type ColumnMap = ReadonlyMap<SourceKind, ReadonlyMap<string, ColumnRule>>;
