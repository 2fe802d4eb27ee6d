import { Readable } from 'node:stream';
import type { Reach } from '../core/crash-points.ts';

export type GatedBody = {
  readonly stream: Readable;
  /** the first byte may have gone out */
  readonly began: () => boolean;
  /** the last byte was given to the socket: from here on the mail may have been accepted */
  readonly handedOver: () => boolean;
  /** why the gate refused; null = it did not */
  readonly refusal: () => { readonly cause: unknown } | null;
};

const CHUNK = 65_536;

/**
 * The bytes as a stream whose first read, which comes after the server's 354, waits for `gate`. When the gate rejects,
 * not one byte goes out.
 */
export function gatedBody(bytes: Uint8Array, gate: () => Promise<void>, reach?: Reach): GatedBody {
  let position: number | null = null;
  let opened = false;
  let handedOver = false;
  let isPastHalf = false;
  let refusal: { readonly cause: unknown } | null = null;
  const next = (): void => {
    if (position === null) return;
    if (!isPastHalf && position * 2 >= bytes.length) {
      isPastHalf = true;
      reach?.('dlv.body_half');
    }
    if (position >= bytes.length) {
      handedOver = true;
      stream.push(null);
      return;
    }
    const chunk = bytes.subarray(position, position + CHUNK);
    position += chunk.length;
    stream.push(chunk);
  };
  const stream: Readable = new Readable({
    read() {
      if (position !== null) return next();
      if (opened) return;
      opened = true;
      gate().then(
        () => {
          position = 0;
          next();
        },
        (cause: unknown) => {
          refusal = { cause };
          stream.destroy(new Error('withheld before the body'));
        },
      );
    },
  });
  // the client writes the dot when the stream has ended, in the same turn or the next
  if (reach !== undefined) stream.once('end', () => setImmediate(() => reach('dlv.dot_sent')));
  return {
    stream,
    began: () => position !== null,
    handedOver: () => handedOver,
    refusal: () => refusal,
  };
}
