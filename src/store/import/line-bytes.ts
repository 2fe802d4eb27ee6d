/** Lines as bytes, outside the heap of the engine: a chunk lives for seconds, and as strings it would grow old there. */
export type LineBytes = {
  readonly count: number;
  /** each holds whole lines with their ends */
  readonly pieces: readonly Buffer[];
};

/** Where a line lies: `piece.subarray(start, end)`, without its end. */
export type LinePlace = { readonly piece: Buffer; readonly start: number; readonly end: number };

export type LineWriter = {
  readonly add: (line: string) => LinePlace;
  readonly take: () => LineBytes;
};

const PIECE = 1 << 20;
const NEW_LINE = 10;

/** Most bytes of one UTF-16 unit in UTF-8. */
const BYTES_A_UNIT = 3;

export function writeLines(): LineWriter {
  const full: Buffer[] = [];
  let piece = Buffer.alloc(0);
  let used = 0;
  let count = 0;
  const close = (): void => {
    if (used > 0) full.push(piece.subarray(0, used));
    used = 0;
  };
  return {
    add: (line) => {
      const most = line.length * BYTES_A_UNIT + 1;
      if (used + most > piece.length) {
        close();
        piece = Buffer.allocUnsafeSlow(Math.max(PIECE, most));
      }
      const start = used;
      const end = start + piece.write(line, start);
      piece[end] = NEW_LINE;
      used = end + 1;
      count += 1;
      return { piece, start, end };
    },
    take: () => {
      close();
      return { count, pieces: full };
    },
  };
}

/** The way back, piece by piece. */
export function* readLines({ pieces }: LineBytes): Generator<readonly string[]> {
  for (const piece of pieces) yield piece.toString('utf8', 0, piece.length - 1).split('\n');
}
