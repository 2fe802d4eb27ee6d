import { type FileHandle, open } from 'node:fs/promises';
import { Failure, type FailureCode } from '../core/failure.ts';

type Limits = {
  readonly mostBytes: number;
  readonly code: FailureCode;
  /** what to say instead of "<path>: cannot be read (ENOENT)"; `cause` is the system's code */
  readonly unreadable?: (cause: string) => string;
};

/**
 * A file that somebody wrote by hand, whole, as UTF-8; a mark of the byte order is left out. Fails with the code for
 * one that is too large, of another encoding, or cannot be read.
 */
export async function readSmallFile(path: string, { mostBytes, code, unreadable }: Limits): Promise<string> {
  try {
    await using file = await open(path, 'r');
    const info = await file.stat();
    if (info.isFile() && info.size > mostBytes)
      throw new Failure(code, `${path}: is ${info.size} bytes, at most ${mostBytes} allowed`);
    // a device or a pipe says nothing of its size
    const bytes = await readAtMost(file, mostBytes + 1);
    if (bytes.length > mostBytes)
      throw new Failure(code, `${path}: is longer than ${mostBytes} bytes, at most ${mostBytes} allowed`);
    return decoded(bytes, path, code);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new Failure(code, unreadable?.(why) ?? `${path}: cannot be read (${why})`, { cause });
  }
}

async function readAtMost(file: FileHandle, most: number): Promise<Buffer> {
  const bytes = Buffer.alloc(most);
  for (let length = 0; ; ) {
    const { bytesRead } = await file.read(bytes, length, most - length);
    length += bytesRead;
    if (bytesRead === 0 || length === most) return bytes.subarray(0, length);
  }
}

function decoded(bytes: Buffer, path: string, code: FailureCode): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure(code, `${path}: is not UTF-8; save it as UTF-8`, { cause });
  }
}
