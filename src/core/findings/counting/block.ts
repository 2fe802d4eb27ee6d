import { Failure } from '../../failure.ts';

/** Settled promotional messages of a range of ids, column by column; the same place in each list is one message. */
export type MessageBlock = {
  readonly size: number;
  /** campaigns.id and segments.id of each place in `pair` */
  readonly campaigns: Uint32Array;
  readonly segments: Uint32Array;
  readonly person: Uint32Array;
  /** epoch seconds */
  readonly sentS: Uint32Array;
  /** index into `campaigns` and `segments` */
  readonly pair: Uint16Array;
  /** promotional deliveries to the person in the 30 days before */
  readonly dose: Uint16Array;
  /** recipient-local hour of the day of sending */
  readonly hour: Uint8Array;
  readonly outcome: Uint8Array;
};

/** Bits of `outcome`. Without `delivered` the message failed, and the number is not known to be bad. */
export const OUTCOME = { delivered: 1, clicked: 2, optedOut: 4 } as const;

/** Raise it whenever the bytes mean something else: blocks of another format are written anew. */
export const BLOCK_FORMAT = 2;
/** Ids of a block. */
export const BLOCK_IDS = 8_192;

const HEAD = 4;
const WORD = 4;

/** Columns in the order of the bytes: the wide ones first, so that each begins where its width wants it. */
export function encodeBlock(block: MessageBlock): Uint8Array {
  const { size, campaigns, segments, person, sentS, pair, dose, hour, outcome } = block;
  const words = Uint32Array.of(BLOCK_FORMAT, size, campaigns.length, 0);
  const columns = [words, campaigns, segments, person, sentS, pair, dose, hour, outcome];
  const bytes = new Uint8Array(columns.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  return bytes;
}

/**
 * What `encodeBlock` made, of this format. Throws `internal` on anything else.
 *
 * @param buffer with room for all bytes; what comes back lies in it
 */
export function decodeBlock(bytes: Uint8Array, buffer = new ArrayBuffer(bytes.length)): MessageBlock {
  // a copy: a column must begin at a multiple of its width
  new Uint8Array(buffer).set(bytes);
  const [format, size = 0, pairs = 0] = new Uint32Array(buffer, 0, Math.min(HEAD, bytes.length >> 2));
  const expected = HEAD * WORD + pairs * 2 * WORD + size * (2 * WORD + 2 + 2 + 1 + 1);
  if (format !== BLOCK_FORMAT || bytes.length !== expected)
    throw new Failure('internal', 'a stored block of messages is not readable');
  let at = HEAD * WORD;
  const next = (bytesOf: number): number => {
    const from = at;
    at += bytesOf;
    return from;
  };
  return {
    size,
    campaigns: new Uint32Array(buffer, next(pairs * WORD), pairs),
    segments: new Uint32Array(buffer, next(pairs * WORD), pairs),
    person: new Uint32Array(buffer, next(size * WORD), size),
    sentS: new Uint32Array(buffer, next(size * WORD), size),
    pair: new Uint16Array(buffer, next(size * 2), size),
    dose: new Uint16Array(buffer, next(size * 2), size),
    hour: new Uint8Array(buffer, next(size), size),
    outcome: new Uint8Array(buffer, next(size), size),
  };
}
