import { Failure } from '../core/failure.ts';

/** Of one character. */
const MOST_BYTES = 4;

/** All of standard input, at most so many characters of UTF-8; `what` is what should have been sent. */
export async function readStandardInput(most: number, what: string): Promise<string> {
  const tooLong = (): Failure =>
    new Failure('bad-input', `standard input is longer than ${most} characters; send ${what}`);
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of process.stdin) {
    const read = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    bytes += read.length;
    if (bytes > MOST_BYTES * most) throw tooLong();
    pieces.push(read);
  }
  const text = decoded(Buffer.concat(pieces));
  if (text.length > most) throw tooLong();
  return text;
}

/** Without the mark of a byte order, which some editors put first. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('bad-input', 'standard input is not UTF-8; send it as UTF-8', { cause });
  }
}
