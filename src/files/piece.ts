/** What a file of events holds, by its name or its first characters. */
export type PieceShape = 'json' | 'ndjson' | 'xml' | 'csv' | 'lines';

export type Piece = {
  readonly shape: PieceShape;
  /** JSON values, lines, rows, or children of the root of an XML document */
  readonly records: readonly string[];
  /** first row of a CSV file, or what opens the root; '' = another shape, or XML that cannot be cut */
  readonly head: string;
  /** what closes the root; '' = no XML */
  readonly foot: string;
  /** what follows the records here: the foot, or in the last piece whatever the file ends with */
  readonly end: string;
};

export type PieceReader = {
  readonly add: (text: string) => Generator<Piece, void>;
  readonly end: () => Generator<Piece, void>;
};

/** A piece is full with either: small enough that reading one keeps nobody else waiting, the database least of all. */
export const MOST_RECORDS = 100;
export const MOST_CHARACTERS = 256 << 10;
/** of a record that is not all there yet */
export const MOST_WAITING = 64 << 20;
